"""What a person asks for: words, filters, times, and what goes on from the question before."""
