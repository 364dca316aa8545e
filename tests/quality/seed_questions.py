"""Two questions a post, one in each language, worded as people ask and not as the posts are written; the number is the post's."""

QUESTIONS = (
    (1, "как подготовиться к собеседованию по проектированию ML-систем"),
    (1, "roadmap for passing the ML system design interview"),
    (2, "должен ли начальник вмешиваться, если команда и так справляется"),
    (2, "a manager who reacts to events instead of micromanaging people"),
    (3, "по каким сигналам руководитель видит, что задачи застряли на доске"),
    (3, "kanban board columns and DORA metrics for a team lead"),
    (4, "как настроить гиперпараметры"),
    (4, "introduction to Optuna with pruning of trials"),
    (5, "чем закодировать текстовые категории для бустинга на деревьях"),
    (5, "which encoder of text suits gradient boosted trees"),
    (6, "сначала разреженные признаки, потом снижение размерности"),
    (6, "reduce the dimension of sparse text features with PCA"),
    (7, "платформа Яндекса, чтобы встроить нейросети в продукт"),
    (7, "Yandex Cloud environment for building AI tools and agents"),
    (8, "выравнивание языковой модели с учётом best-of-n на инференсе"),
    (8, "alignment that takes inference-time sampling into account, RLHF"),
    (9, "промпт, который рисует фоны и персонажей для двумерной игры"),
    (9, "prompt to generate 2D game sprites with GPT-4o"),
)
