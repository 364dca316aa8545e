## Getting to know each other
start =
    Hello! I am <b>Svodka</b>: I remember what you read in channels and find it again.

    • Forward me a post: I save it, and say so if you had it already.
    • Write what you are looking for in plain words, in English or in Russian.
    • /digest is a digest of the week, /subscribe sends it by itself.
    • Send me a file of posts: I read all of it.

    Your library is seen by you alone. All commands: /help
start-terminal =
    Hello! I am <b>Svodka</b>: I remember what you read in channels and find it again.

    • <code>svodka import FOLDER</code> on the command line brings in an export of a channel, /follow @name reads a public one.
    • Write what you are looking for in plain words, in English or in Russian.
    • “+ text” saves a note, a number presses a button.
    • /digest is a digest of the week.

    All commands: /help
start-group =
    Hello! I am <b>Svodka</b>: I remember the posts that are shared in this group and find them again.

    • A post that is forwarded here I save, and say so if it was here already.
    • Ask by answering one of my messages, by calling me by name, or with /search.
    • /digest is a digest of the week, /subscribe sends it by itself.

    The group has one library, and all its members see it. Notes and files I take in a private chat alone. All commands: /help
group-privacy = So far only commands, answers to my messages and mentions reach me here, and forwarded posts do not: I am in privacy mode. Make me an administrator of the group, or turn that mode off (@BotFather, /setprivacy) and add me to the group again.
help-head = <b>What I can do</b>
channel-connected = The posts of the channel “{ $name }” now go into your library too. To end that, take me off its administrators.
help-tail = Any other text is a question to the library. A forwarded post, a photo with a caption or a file is something to save.
help-tail-terminal = Any other text is a question to the library. “+ text” saves a note, a number presses a button. Files and folders are brought in by <code>svodka import</code> on the command line.
help-tail-group = In a group I answer when I am called by name, when one of my messages is answered, and commands. Posts that are forwarded here go into the group's shared library; notes and files I take in a private chat alone.
command-search = find a post: /search hyperparameter tuning
command-digest = a digest now: /digest, /digest month, /digest #optuna week, /digest optuna @channel -ads
command-subscribe = get digests: /subscribe weekly mon 09:00 #optuna
command-subscriptions = your subscriptions
command-unsubscribe = end one: /unsubscribe 2, or /unsubscribe all
command-timezone = time zone: /timezone London
command-language = which language I speak (язык): /language ru
command-follow = read a public channel by itself: /follow @name
command-unfollow = stop reading it: /unfollow @name
command-tags = the tags of your library
command-tag = tag a post: answer it with “/tag important”
command-untag = take a tag off: answer the post with “/untag important”
command-undo = take back what was saved last
command-stats = how much there is
command-help = all commands
command-start = where to begin
unknown-command = I do not know the command /{ $name }. All commands: /help
unknown-command-terminal = I do not know the command /{ $name }. All commands: /help. Files and folders are brought in by <code>svodka import</code>, outside of this conversation, on the command line.

## A question
empty-library = The library is empty so far. Forward me a few posts, then ask.
empty-library-terminal = The library is empty so far. Bring in an export of a channel with <code>svodka import FOLDER</code>, or save a note: “+ text”. Then ask.
answer-head = { $found ->
    [one] { $found } post found
   *[other] { $found } posts found
}
answer-page = { $found ->
    [one] { $found } post found
   *[other] { $found } posts found
}, { $first } to { $last }
answer-many = More than { $found ->
    [one] { $found } post
   *[other] { $found } posts
} found, { $first } to { $last }
answer-beyond = These were the first { $found }. To see others, narrow the question.
answer-gone = What was found is no longer in the library.
answer-nothing = Nothing answers that for sure. The nearest in meaning:
answer-given-up = Nothing fits with “{ $value }”, so this is without it.
answer-as-words = Here “{ $value }” is looked for as words.
answer-nothing-left = The library has no such posts: these filters leave none.
answer-nothing-at-all = Nothing found, nor anything near. Try other words.
behind = { $posts ->
    [one] { $posts } post is not embedded yet: so far it is found by its words alone.
   *[other] { $posts } posts are not embedded yet: so far they are found by their words alone.
}
open = open
unknown-channel = no channel
button-next = Next →
button-back = ← Back
button-show = Show { $number }
no-text = (no text)
choice = Save this, or look for something like it?
button-save = Save
button-search = Search
talk-greeting = Hello! Forward me a post, and I keep it; ask me anything, and I search what is kept. All that I can do: /help
talk-thanks = You're welcome! Ask away.
talk-okay = 👌
talk-bye = See you!
talk-well = Fine, thank you! What shall I look for?
talk-complaint = Sorry that I was no help. Try other words, one main word, or an "exact phrase" in quotes; channel:name and "last week" narrow the search. Everything else: /help
talk-undo = /undo takes back what was saved last. To look for these words: /search and the words.
say-words = There are no words here that I can read. Forward a post with text, or ask a question.

## A receipt
saved = { $posts ->
    [one] Saved.
   *[other] { $posts } posts saved.
}
burst-saved = { $posts } saved
burst-known = { $posts } already there
burst-edited = { $posts } updated
burst-skipped = { $posts } without text
verdict-new = saved
verdict-same = Already there
verdict-edited = The post has changed; its new version is saved
verdict-contained = Nearly there already: one holds the other
verdict-near = A very similar one is there
of-post = { $post }, { $channel }{ $date ->
    [none] {""}
   *[other] , { $date }
}{ $apart ->
    [none] {""}
   *[other] , { $apart } { $is_later ->
        [yes] later
       *[no] earlier
    }
}{ $similarity ->
    [none] {""}
   *[other] , { $similarity }% the same
}
skip-no-text = no text, nothing to save
skip-other = not a post
receipt-skipped = { $posts ->
    [one] This message has neither text nor caption, so there is nothing to save.
   *[other] { $posts } messages have neither text nor caption, so there is nothing to save.
}
tags = Tags: { $tags }
related = Near in meaning:
button-undo = Take back
button-undo-all = Take back all that is new
button-details = Details
undone = { $posts } taken back.
undone-one = Taken back: “{ $post }”
undone-repeat = The repeat is taken back, the post stays: “{ $post }”
undone-before = Nothing to take back: it is not here any more.
undo-many = { $posts } posts came in together. Take them all back?
undo-nothing = I cannot tell what was saved last. Answer a forwarded post with /undo, or press the button under its receipt.
details-head = What became of each:

## Tags
tags-head = Tags ({ $posts ->
    [one] { $posts } post
   *[other] { $posts } posts
}):
tags-own = <b>Yours</b>
tags-topic = <b>Topics</b>
tags-hashtag = <b>Hashtags</b>
tags-domain = <b>Sites</b>
tags-none = No tags yet. They come with the posts.
tags-hint = A digest of one tag: <code>/digest #tag</code>
tag-which = Which tag? For instance <code>/tag important</code>, as an answer to a post.
tag-no-post = I cannot tell which post you mean. Answer a forwarded post with the command.
tagged = Tagged “{ $post }”: { $tags }
untag-none = Among your tags of “{ $post }” there is no { $tags }
untagged = Taken off “{ $post }”: { $tags }

## A digest
digest-title = Digest, { $since } – { $until }
digest-title-day = Digest, { $day }
digest-title-since = Digest since { $since }
digest-title-until = Digest of everything up to { $until }
digest-title-open = Digest of everything
digest-about = about “{ $topic }”
digest-counts = { $posts ->
    [one] { $posts } post
   *[other] { $posts } posts
}, { $channels ->
    [one] { $channels } channel
   *[other] { $channels } channels
}
digest-repeats = { $repeats ->
    [one] { $repeats } repeat
   *[other] { $repeats } repeats
}
digest-rest = Everything else
digest-more = { $posts ->
    [one] and { $posts } more post
   *[other] and { $posts } more posts
}
digest-empty = Nothing was saved in that time{ $about }.
digest-wider = Try a wider one: /digest { $words }
digest-span = { $span ->
    [month] month
    [year] year
   *[all] all time
}
filter-channel = channel { $name }
filter-without = without “{ $words }”
filter-lang = { $code ->
    [ru] in Russian
    [en] in English
   *[other] language { $code }
}
filter-has = { $what ->
    [link] with a link
    [code] with code
   *[image] with an image
}
topic-dates = Dates are left out: each digest tells what is new since the one before.
digest-repeat = <i>You may have this already: the connection broke half-way last time.</i>

## Subscriptions
subscribe-choose = When shall I send the digest? Time zone: { $zone } (change it with /timezone).
subscribe-hint = Words work too: <code>/subscribe weekly mon 09:00 #optuna</code>, <code>/subscribe tue,thu 20:30 optuna @channel -ads</code>, <code>/subscribe weekends</code>
button-weekly = Mondays at { $hour }
button-friday = Fridays at { $hour }
button-daily = Every day at { $hour }
subscribed = Agreed: { $what }. The next one: { $when }.
cadence-daily = every day at { $at }
cadence-weekly = on { $days } at { $at }
weekday-plural = { $weekday ->
    [0] Mondays
    [1] Tuesdays
    [2] Wednesdays
    [3] Thursdays
    [4] Fridays
    [5] Saturdays
    [6] Sundays
    [7] weekdays
   *[8] weekends
}
subscription = a digest { $cadence } ({ $zone })
subscription-about = a digest { $about } { $cadence } ({ $zone })
subscriptions-head = Your subscriptions:
subscriptions-none = No subscriptions. Start one: /subscribe
subscription-next = the next one: { $when }
button-end = End { $number }
unsubscribed = { $count ->
    [one] The subscription is ended.
   *[other] { $count } subscriptions are ended.
}
unsubscribe-which = Which one? Press a button, or write <code>/unsubscribe 1</code>, or <code>/unsubscribe all</code> for all of them
unsubscribe-unknown = There is no subscription { $number }. These there are:
timezone-is = Time zone: <b>{ $zone }</b>, where it is { $time }. Change it: <code>/timezone London</code>
timezone-set = Noted: <b>{ $zone }</b>, where it is { $time }.
timezone-kept = { $count ->
    [one] The subscription that you had keeps its own zone. Shall I move it?
   *[other] The subscriptions that you had keep their own zone. Shall I move them?
}
button-rezone = { $count ->
    [one] Move the subscription
   *[other] Move the subscriptions ({ $count })
}
timezone-moved = { $count ->
    [one] The subscription now comes at its hour in { $zone }. The list: /subscriptions
   *[other] All subscriptions now come at their hour in { $zone }. The list: /subscriptions
}

## Language
language-is = { $place ->
    [group] { $why ->
        [chosen] In this group I answer everybody in English, as was chosen here. The group's digests are in English, too.
       *[own] In this group I answer everybody in their own language; the group's digests are in { $digests ->
            [ru] Russian
           *[en] English
        }.
    }
    [terminal] { $why ->
        [chosen] I speak English with you, as you have chosen.
       *[own] I speak English with you, as SVODKA_LANGUAGE says.
    }
   *[private] { $why ->
        [chosen] I speak English with you, as you have chosen.
       *[own] I speak English with you, going by the language of your Telegram.
    }
} { $place ->
    [group] Any member can change that with a button or in words, such as <code>/language ru</code>
   *[other] Change it with a button or in words, such as <code>/language ru</code>
}
language-set = { $place ->
    [group] { $why ->
        [chosen] From now on I answer everybody in this group in English, and its digests will be in English, too. Any member can change that: /language
       *[own] From now on I answer everybody in this group in their own language; its digests will be in { $digests ->
            [ru] Russian
           *[en] English
        }.
    }
    [terminal] { $why ->
        [chosen] From now on I speak English with you.
       *[own] From now on I speak with you as SVODKA_LANGUAGE says: in English.
    }
   *[private] { $why ->
        [chosen] From now on I speak English with you: here, in digests, and when you call me from other chats.
       *[own] From now on I speak with you in the language of your Telegram: in English.
    }
}
language-unknown = I do not speak “{ $value }”. Choose Russian, <code>/language ru</code>, English, <code>/language en</code>, or leave it to itself, <code>/language auto</code>
button-language = { $choice ->
    [ru] Русский
    [en] English
   *[auto] { $place ->
        [group] To each their own
        [terminal] As SVODKA_LANGUAGE
       *[private] As in my Telegram
    }
}

## Statistics
stats = The library holds { $posts ->
    [one] { $posts } post
   *[other] { $posts } posts
} and { $subscriptions ->
    [one] { $subscriptions } subscription
   *[other] { $subscriptions } subscriptions
}.
stats-ready = All are embedded.

## Buttons
too-old = This button is too old. Please ask again.
not-here = That post is no longer in the library.

## Files
upload-reading = Reading “{ $name }”…
upload-progress = Reading “{ $name }”: { $words }…
upload-done = “{ $name }”: { $read } read, { $new } new, { $same } already there{ $edited ->
    [0] {""}
   *[other] , { $edited } edited
}{ $contained ->
    [0] {""}
    [one] , { $contained } part of another post
   *[other] , { $contained } parts of other posts
}{ $near ->
    [0] {""}
    [one] , { $near } nearly the same as another
   *[other] , { $near } nearly the same as others
}, { $skipped } skipped.
upload-embedding = { $posts ->
    [one] { $posts } post is being embedded meanwhile; you can search already.
   *[other] { $posts } posts are being embedded meanwhile; you can search already.
}
upload-too-large = The file is larger than { $limit } MB, and Telegram gives such files to no bot. On the machine where I run: <code>svodka import FILE --library { $library }</code>

## Something is wrong
error-empty = There is no word in that question. Write what you look for, such as <i>how to tune hyperparameters</i>
error-too-long = The question is longer than 4096 characters. Keep what matters, or save this text as a post.
error-period = I do not understand the period “{ $value }”. Try <i>week</i>, <i>yesterday</i>, <i>march</i>, <i>2026-01-01..2026-02-01</i>
error-future-period = “{ $value }” has not happened yet. Name a time that has been, such as <i>week</i>, <i>last month</i>, <i>2024-10</i>
error-order = These dates leave no time at all: the end is before the beginning. Write, for instance, <i>2026-01-01..2026-02-01</i>
error-zone = I do not know the time zone “{ $value }”. Write a city, or a name such as <code>Europe/London</code>: /timezone London
error-time = I do not understand the time “{ $value }”. Write it as 09:00
error-cadence = I do not understand “{ $value }”. Try <code>/subscribe weekly mon 09:00</code>, <code>/subscribe tue,thu 10:00</code> or <code>/subscribe daily 20:30</code>
error-weekday = I do not understand the day “{ $value }”. Name days of the week: <code>/subscribe tue,thu 10:00</code>, <code>/subscribe mon-fri 9:00</code>, <code>/subscribe weekends</code>
error-tag = “{ $value }” cannot be a tag. It takes 1 to 48 characters, a letter or digit among them.
error-taxonomy = The file of topics cannot be read: { $value }. Mend it and try again.
error-UnknownFormat = I do not recognise this file. I read exports of Telegram Desktop (result.json or messages.html), saved pages of t.me/s, JSON Lines with a field “text” in every line, text copied from a channel's web page or in Telegram Desktop, and .zip or .gz of these. Nothing is lost.
error-UnknownFormat-empty = The file is empty: there is nothing to read.
error-BrokenExport = The file is damaged: line { $position } cannot be read. Fetch it again and retry; what came before is saved.
error-NoPosts = There is not one post in “{ $name }”. Is it the right file or folder?
error-WrongPairs = Line { $position } is no labelled pair. Every line is JSON with text_1, text_2 and label (0 or 1), as in data/eval/pairs.jsonl
error-WrongCollection = { $position ->
        [0] There is no readable { $name } in that folder. A folder of labelled questions holds corpus.jsonl, queries.jsonl and qrels.tsv, as data/eval/hard-search does.
       *[other] Line { $position } of { $name } cannot be read. The lines of corpus.jsonl and queries.jsonl are JSON with id and text, those of qrels.tsv hold query-id, corpus-id and score.
    }
error-BrokenArchive = The archive “{ $name }” is damaged. Fetch or pack it again and retry; what came before is saved.
error-UnsafeArchive = { $reason ->
        [encrypted] The archive “{ $name }” is locked with a password. Unpack it and give me the folder.
        [nested] The archive “{ $name }” holds another archive. Unpack it and give me the folder.
        [outside] The archive “{ $name }” holds files with paths that lead outside of it, so I do not open it. Pack the export again.
        [too-many] The archive “{ $name }” holds too many files. Unpack it and give me the folder, or allow more with SVODKA_ARCHIVE_FILES.
       *[other] I cannot open archives of this kind. Give me a .zip, a .gz, or the folder itself.
    }
error-TooLarge = The file is too large: it unpacks to { $size } MB or more, where { $limit } MB are allowed. Unpack it and give me the folder, or allow more with SVODKA_UNPACKED_MB (never more than 200 times its packed size).
error-SourceError = This file cannot be read. Check it and try again.
error-QueryError = I do not understand that. Examples: /help
error-StoreUnavailable = The database cannot be used now: the disk is full, or another program holds the file. Nothing is lost; make room and try again.
error-put-off = The database cannot be used now: the disk is full, or another program holds the file. Nothing is lost: I do this by myself as soon as it can be used.
error-StoreUnreadable = The database's file is damaged, or is not Svodka's. Restore it from a copy, or name another in SVODKA_DATABASE.
error-IndexMismatch = The library was built with the model “{ $found }”, and “{ $wanted }” is chosen. Run <code>svodka rebuild</code>, or set SVODKA_MODEL back.
error-StoreError = The database answered with an error. Nothing is lost; look at it with <code>svodka doctor</code>
error-EmbedderError = The model could not be loaded: { $why }. Check SVODKA_MODEL, or run <code>make setup</code>
error-NotAllowed = Sorry, this is a private bot: it answers those alone whom its owner has named. Your number for the owner's list (SVODKA_ALLOWED): <code>{ $number }</code>
error-WrongToken = Telegram does not know this token. Get it from @BotFather and put it into SVODKA_TOKEN.
error-WrongSetting = The setting { $name } cannot be used: { $wants ->
        [path] it is a path of a file, or sqlite:///path
        [zone] there is no such time zone; write a city or a name like Europe/Moscow
        [language] it is ru or en
        [ids] it is Telegram ids, numbers with commas between them
        [whole] it is a whole number greater than zero
        [seconds] it is a number of seconds, one or more
       *[number] it is a number greater than zero
    }. Examples are in .env.example
error-GivenUp = This message could not be dealt with: the work on it broke off several times. Please send it another way.
error-DeliveryError = The message could not be delivered. It will be tried again.
error-bug = Something went wrong; the details are in the log. What was saved is safe; please try again.

## Terminal and command line
loading = Loading the model…
assembling = Assembling the model, once; about a minute…
terminal-hello = Svodka in the terminal: { $posts ->
    [one] { $posts } post
   *[other] { $posts } posts
} in the library. Ask away; “+ text” saves a note, a number presses a button, /help tells the rest, Ctrl-D leaves.
terminal-samples = The library was empty, so { $posts ->
    [one] { $posts } sample
   *[other] { $posts } samples
} of data/samples went in.
terminal-no-button = There is no button with that number.
import-done = { $read ->
    [one] { $read } message
   *[other] { $read } messages
} read: { $new } new, { $same } already there{ $edited ->
    [0] {""}
   *[other] , { $edited } edited
}{ $contained ->
    [0] {""}
    [one] , { $contained } part of another post
   *[other] , { $contained } parts of other posts
}{ $near ->
    [0] {""}
    [one] , { $near } nearly the same as another
   *[other] , { $near } nearly the same as others
}, { $skipped } skipped. It took { $seconds } s.
import-skips = Skipped, { $reason }: { $count } ({ $named ->
    [1] message
   *[other] messages
} { $where })
import-undated = Without a date, as it could not be read: { $count } (the first is message { $first })
import-unread = Not read: { $name } ({ $reason })
import-unread-more = … and { $count ->
    [one] { $count } more file
   *[other] { $count } more files
}
import-read = { $posts ->
    [one] { $posts } message
   *[other] { $posts } messages
}
import-progress = { $posts ->
    [one] { $posts } message
   *[other] { $posts } messages
}, { $rate } a second, { $left } left
import-rehearsed = A rehearsal: nothing was saved. Without --dry-run it is.
import-stopped = Stopped. What was read is saved; start the same import again to go on.
skipped-why = { $reason ->
        [no-text] no text
        [album-part] pictures of an album whose text is saved
        [service] notices of Telegram
        [unsupported] of a kind that the export leaves out
        [broken-json] damaged
        [broken-html] damaged
        [unreadable] it cannot be opened
        [broken] it is damaged
        [not-a-post] not posts
        [unknown-format] it holds no posts
        [refused-archive] an archive that cannot be opened
       *[other] { $reason }
    }
import-bar = reading
embedding-bar = embedding
file-missing = There is no such file or folder: { $path }
exported = { $posts ->
    [one] { $posts } post
   *[other] { $posts } posts
} written to { $path }
rebuilt = Built anew: { $posts ->
    [one] { $posts } post
   *[other] { $posts } posts
}.
no-zone = There is no time zone “{ $value }”. Write a city or a name such as --zone Europe/Moscow
no-library = Not a library: { $value }. It is local, or a chat's number.

# Followed channels
follow-which = “{ $words }” is no channel's name. Write it as in Telegram: <code>/follow @name</code>
follow-invited = “{ $words }” leads into a private channel, which I cannot read by myself. Forward its posts to me, or send an export of it.
follow-most = { $most } channels are followed already, and more are not read. End one with /unfollow
follow-no-preview = @{ $name } has no page that anyone may read: there is no such channel, it is private, or it has closed its preview. Forward its posts to me, or give me an export of it.
follow-unreachable = I follow @{ $name }, but t.me does not answer now. I go on trying.
follow-begun = I follow @{ $name }: { $posts ->
        [one] { $posts } post read
       *[other] { $posts } posts read
    }, { $new } new. What appears there comes into the library by itself.
follows-none = No channel is followed yet. For instance: <code>/follow @name</code>
follows-head = <b>I read by myself</b>
follows-line = { $trouble ->
        [yes] @{ $name } — does not answer now
       *[no] @{ $name }
    }
button-unfollow = ✕ @{ $name }
unfollowed = I no longer follow @{ $name }. Its posts stay in the library.
unfollow-choose = Which one is not to be read any more? Press its button, or write <code>/unfollow @name</code>
unfollow-which = “{ $words }” is not followed. The list: /follow
polled = @{ $name }: { $new } new, { $edited } edited, { $deleted } deleted in the channel.
error-FollowError = { $reason ->
        [no-preview] @{ $name } has no page that anyone may read: there is no such channel, it is private, or it has closed its preview.
       *[other] @{ $name }: t.me does not answer now. It is followed and will be tried again.
    }
deleted-there = deleted in the channel
error-channel = “{ $value }” is no channel's name. Write it as in Telegram: @name, or its address on t.me.
split-done = Post { $post } stands alone again; these are posts of their own now: { $posts }.
split-none = Nothing was merged into post { $post }. Numbers of posts: svodka search … --json

# Searching: why, similar, narrower, history
command-similar = similar posts: answer any post with /similar
command-history = what you asked before
command-again = ask the last question again
command-forget = forget what was asked
button-similar = ≈ { $number }
button-why = Why
button-narrow = Narrow
button-watch = Subscribe
button-without = Search without “{ $value }”
button-as-words = Search for “{ $value }” as words
button-wider = ← All of it
button-meant = Did you mean: { $question }
button-facet = { $name } · { $posts }
button-forget = Forget all
also-in = also in { $channels ->
        [one] { $channels } other channel
       *[other] { $channels } other channels
    }
why-head = Why these posts
why-words = words: { $words }
why-meaning = meaning: nearness { NUMBER($near, minimumFractionDigits: 2) } of 1
why-filters = it is what was asked for: { $filters }
why-topic = its topic or tags
narrow-nothing = There is nothing to narrow: these posts have no different tags, channels or years.
similar-head = Similar to “{ $title }”
similar-of-answer = To see what is similar to one of these posts, press ≈ with its number.
similar-none = Nothing here is similar to “{ $title }”.
similar-which = Similar to what? Answer a post, a receipt or any text with /similar
watch-choose = A digest { $about }: when shall I send it? Time zone: { $zone } (change it with /timezone).
answer-asked = Asked: { $value }
answer-no-more = That was all that was found.
history-head = <b>You asked</b>. Press a question to ask it again.
history-none = You have not asked anything yet, or the history was emptied.
history-of-another = This list is somebody else's. /forget empties your own.
history-forgotten = { $questions ->
        [0] There was nothing to forget.
        [one] Forgotten: { $questions } question.
       *[other] Forgotten: { $questions } questions.
    }
inline-latest = Nothing here yet. Open Svodka
inline-hint = “{ $value }” is left out: ask me in our chat to see why
inline-nothing = Nothing found. Open Svodka
inline-refused = A private bot. Set up your own

## An answer in a sentence
command-ask = an answer quoted from your posts: /ask how to tune parameters faster
ask-which = What do you want to know? For instance: <code>/ask how to tune parameters faster</code>
ask-quote = These words seem to answer it:
ask-none = No sentence in your posts answers that directly.
ask-written = Answer from your posts
ask-written-foot = Written by a language model; the numbers are the posts below.
ask-written-failed = The answer could not be written just now; here is what the posts say.

# What was not understood in the words of a question
hint-date = “{ $value }” is left out: there is no such date. Write, for instance, after:2025-01 or before:2025-01-31
hint-future = “{ $value }” is left out: that has not happened yet.
hint-order = “{ $value }” is left out: with the other dates in the question it leaves no time at all.
hint-has = { $meant ->
        [none] “{ $value }” is left out: after has: there can be link, code or image.
       *[other] “{ $value }” is left out. Did you mean has:{ $meant }?
    }
hint-lang = { $meant ->
        [none] “{ $value }” is left out: I know no such language. Write, for instance, lang:en or lang:ru
       *[other] “{ $value }” is left out. Did you mean lang:{ $meant }?
    }
hint-key = “{ $value }” was searched for as words. Did you mean { $meant }?
hint-value = There is nothing after “{ $value }”. Write it without a space, and several words in quotes: channel:"two words"
hint-quote = The quote at “{ $value }” is not closed, so these were searched for as single words.
hint-exclude = “{ $value }” is left out: after a minus there can be a word or a phrase in quotes.
hint-count = “{ $value }” is left out: how many stories a digest has follows from what was saved.
hint-channel = { $meant ->
        [none] There is no channel “{ $value }” here.
       *[other] There is no channel “{ $value }” here. Did you mean { $meant }?
    }
hint-tag = { $meant ->
        [none] There is no tag “{ $value }” here. All of them: /tags
       *[other] There is no tag “{ $value }” here. Did you mean #{ $meant }?
    }
