## Знакомство
start =
    Привет! Я <b>Сводка</b>: помню всё, что вы прочитали в каналах, и нахожу это снова.

    • Перешлите мне пост — сохраню и скажу, если он у вас уже был.
    • Напишите, что ищете, обычными словами, по-русски или по-английски.
    • /digest — сводка за неделю, /subscribe — чтобы она приходила сама.
    • Пришлите файл с постами — прочту его целиком.

    Вашу библиотеку видите только вы. Все команды: /help
start-terminal =
    Привет! Я <b>Сводка</b>: помню всё, что вы прочитали в каналах, и нахожу это снова.

    • <code>svodka import ПАПКА</code> в командной строке загрузит экспорт канала, /follow @имя будет читать открытый канал.
    • Напишите, что ищете, обычными словами, по-русски или по-английски.
    • «+ текст» сохранит заметку, цифра нажмёт кнопку.
    • /digest — сводка за неделю.

    Все команды: /help
start-group =
    Привет! Я <b>Сводка</b>: помню посты, которыми делятся в этой группе, и нахожу их снова.

    • Пересланный сюда пост сохраню и скажу, если он здесь уже был.
    • Спрашивайте ответом на моё сообщение, назвав меня по имени или командой /search.
    • /digest — сводка за неделю, /subscribe — чтобы она приходила сама.

    Библиотека у группы общая, её видят все участники. Заметки и файлы принимаю только в личном чате. Все команды: /help
group-privacy = Сейчас до меня доходят отсюда только команды, ответы на мои сообщения и упоминания, а пересланные посты — нет: у меня включён режим приватности. Сделайте меня администратором группы или выключите этот режим (@BotFather, /setprivacy) и добавьте меня в группу заново.
help-head = <b>Что я умею</b>
channel-connected = Посты канала «{ $name }» теперь сохраняю и в вашу библиотеку. Чтобы перестал, уберите меня из его администраторов.
help-tail = Любой другой текст — вопрос к библиотеке. Пересланный пост, фото с подписью или файл — новые записи.
help-tail-terminal = Любой другой текст — вопрос к библиотеке. «+ текст» сохраняет заметку, цифра нажимает кнопку. Файлы и папки загружает <code>svodka import</code> в командной строке.
help-tail-group = В группе отвечаю, когда меня назвали по имени, на ответы мне и на команды. Пересланные сюда посты попадают в общую библиотеку группы; заметки и файлы принимаю только в личном чате.
command-search = найти пост: /search оптимизация гиперпараметров
command-digest = сводка сейчас: /digest, /digest месяц, /digest #optuna неделя, /digest оптуна @канал -реклама
command-subscribe = получать сводку: /subscribe еженедельно пн 09:00 #optuna
command-subscriptions = ваши подписки
command-unsubscribe = отписаться: /unsubscribe 2 или /unsubscribe all
command-timezone = часовой пояс: /timezone Москва
command-language = на каком языке я говорю (language): /language en
command-follow = самому читать открытый канал: /follow @имя
command-unfollow = больше не читать его: /unfollow @имя
command-tags = метки вашей библиотеки
command-tag = пометить пост: ответьте на него «/tag важное»
command-untag = снять метку: ответьте на пост «/untag важное»
command-undo = забрать назад последнее сохранённое
command-stats = сколько всего накоплено
command-help = все команды
command-start = с чего начать
unknown-command = Не знаю команды /{ $name }. Все команды: /help
unknown-command-terminal = Не знаю команды /{ $name }. Все команды: /help. Файлы и папки загружает <code>svodka import</code> — вне этой беседы, в командной строке.

## Вопрос
empty-library = Библиотека пока пуста. Перешлите мне несколько постов — и спрашивайте.
empty-library-terminal = Библиотека пока пуста. Загрузите экспорт канала командой <code>svodka import ПАПКА</code> или сохраните заметку: «+ текст». Потом спрашивайте.
answer-head = { $found ->
    [one] Нашёлся { $found } пост
    [few] Нашлось { $found } поста
   *[many] Нашлось { $found } постов
}
answer-page = { $found ->
    [one] Нашёлся { $found } пост
    [few] Нашлось { $found } поста
   *[many] Нашлось { $found } постов
}, с { $first }-го по { $last }-й
answer-many = Нашлось больше { $found ->
    [one] { $found } поста
   *[many] { $found } постов
}, с { $first }-го по { $last }-й
answer-beyond = Это были первые { $found }. Чтобы увидеть другие, уточните вопрос.
answer-gone = Того, что нашлось, в библиотеке больше нет.
answer-nothing = Точного ответа не нашлось. Ближе всего по смыслу:
answer-given-up = С условием «{ $value }» ничего не нашлось, поэтому показываю без него.
answer-as-words = Здесь «{ $value }» — просто слова.
answer-nothing-left = Таких постов в библиотеке нет: под эти условия ни один не подходит.
answer-nothing-at-all = Ничего не нашлось, даже похожего. Попробуйте другие слова.
behind = { $posts ->
    [one] Ещё { $posts } пост не разобран по смыслу: пока он ищется только по словам.
    [few] Ещё { $posts } поста не разобраны по смыслу: пока они ищутся только по словам.
   *[many] Ещё { $posts } постов не разобраны по смыслу: пока они ищутся только по словам.
}
open = открыть
unknown-channel = без канала
button-next = Дальше →
button-back = ← Назад
button-show = Показать { $number }
no-text = (без текста)
choice = Это сохранить или найти похожее?
button-save = Сохранить
button-search = Найти
talk-greeting = Здравствуйте! Перешлите мне пост — сохраню; спросите о чём угодно — поищу в том, что уже сохранено. Всё, что я умею: /help
talk-thanks = Пожалуйста! Если что — спрашивайте.
talk-okay = 👌
talk-bye = До встречи!
talk-well = Всё хорошо, спасибо! Что поискать?
talk-complaint = Жаль, что не помог. Попробуйте другие слова, одно главное слово или «точную фразу» в кавычках; «канал:имя» и «за неделю» сузят поиск. Всё остальное: /help
talk-undo = Последнее сохранённое забирает назад команда /undo. Если хотели найти такие слова: /search и сами слова.
say-words = Здесь нет слов, которые я умею читать. Перешлите пост с текстом или задайте вопрос.

## Квитанция
saved = { $posts ->
    [1] Сохранил.
    [one] Сохранил { $posts } пост.
    [few] Сохранил { $posts } поста.
   *[many] Сохранил { $posts } постов.
}
burst-saved = { $posts ->
    [one] { $posts } сохранён
    [few] { $posts } сохранены
   *[many] { $posts } сохранено
}
burst-known = { $posts ->
    [one] { $posts } уже был
   *[other] { $posts } уже были
}
burst-edited = { $posts ->
    [one] { $posts } обновлён
    [few] { $posts } обновлены
   *[many] { $posts } обновлено
}
burst-skipped = { $posts ->
    [one] { $posts } без текста
   *[other] { $posts } без текста
}
verdict-new = сохранён
verdict-same = Такой уже есть
verdict-edited = Пост изменился, сохранил новую редакцию
verdict-contained = Почти такой уже есть: один содержит другой
verdict-near = Похожий уже есть
of-post = { $post }, { $channel }{ $date ->
    [none] {""}
   *[other] , { $date }
}{ $apart ->
    [none] {""}
   *[other] , на { $apart } { $is_later ->
        [yes] позже
       *[no] раньше
    }
}{ $similarity ->
    [none] {""}
   *[other] , совпадение { $similarity } %
}
skip-no-text = нет текста — сохранять нечего
skip-other = это не пост
receipt-skipped = { $posts ->
    [1] В этом сообщении нет текста и подписи, сохранять нечего.
    [one] В { $posts } сообщении нет текста и подписи, сохранять нечего.
    [few] В { $posts } сообщениях нет текста и подписи, сохранять нечего.
   *[many] В { $posts } сообщениях нет текста и подписи, сохранять нечего.
}
tags = Метки: { $tags }
related = Рядом по смыслу:
button-undo = Забрать назад
button-undo-all = Забрать назад всё новое
button-details = Подробно
undone = { $posts ->
    [one] Забрал назад { $posts } запись.
    [few] Забрал назад { $posts } записи.
   *[many] Забрал назад { $posts } записей.
}
undone-one = Забрал назад: «{ $post }»
undone-repeat = Забрал назад повтор, сам пост остаётся: «{ $post }»
undone-before = Забирать нечего: этого здесь уже нет.
undo-many = { $posts ->
    [one] Вместе пришёл { $posts } пост. Забрать назад?
    [few] Вместе пришли { $posts } поста. Забрать все назад?
   *[many] Вместе пришли { $posts } постов. Забрать все назад?
}
undo-nothing = Последнее сохранённое не нашлось. Ответьте командой /undo на пересланный пост или нажмите кнопку под квитанцией.
details-head = Что стало с каждым:

## Метки
tags-head = Метки ({ $posts ->
    [one] { $posts } пост
    [few] { $posts } поста
   *[many] { $posts } постов
}):
tags-own = <b>Ваши</b>
tags-topic = <b>Темы</b>
tags-hashtag = <b>Хештеги</b>
tags-domain = <b>Сайты</b>
tags-none = Меток пока нет. Они появятся вместе с постами.
tags-hint = Сводка по метке: <code>/digest #метка</code>
tag-which = Какую метку? Например: <code>/tag важное</code> в ответ на пост.
tag-no-post = Не понял, о каком посте речь. Ответьте командой на пересланный пост.
tagged = Пометил «{ $post }»: { $tags }
untag-none = Среди ваших меток у «{ $post }» нет: { $tags }
untagged = Снял с «{ $post }»: { $tags }

## Сводка
digest-title = Сводка { $since } — { $until }
digest-title-day = Сводка за { $day }
digest-title-since = Сводка с { $since }
digest-title-until = Сводка за всё время по { $until }
digest-title-open = Сводка за всё время
digest-about = по запросу «{ $topic }»
digest-counts = { $posts ->
    [one] { $posts } пост
    [few] { $posts } поста
   *[many] { $posts } постов
}, { $channels ->
    [one] { $channels } канал
    [few] { $channels } канала
   *[many] { $channels } каналов
}
digest-repeats = { $repeats ->
    [one] { $repeats } повтор
    [few] { $repeats } повтора
   *[many] { $repeats } повторов
}
digest-rest = Остальное
digest-more = { $posts ->
    [one] и ещё { $posts } пост
    [few] и ещё { $posts } поста
   *[many] и ещё { $posts } постов
}
digest-empty = За это время ничего не сохранено{ $about }.
digest-wider = Попробуйте шире: /digest { $words }
digest-span = { $span ->
    [month] месяц
    [year] год
   *[all] за всё время
}
filter-channel = канал { $name }
filter-without = без «{ $words }»
filter-lang = { $code ->
    [ru] по-русски
    [en] по-английски
   *[other] язык { $code }
}
filter-has = { $what ->
    [link] со ссылкой
    [code] с кодом
   *[image] с картинкой
}
topic-dates = Даты не учитываю: в каждой сводке — новое со времени прошлой.
digest-repeat = <i>Возможно, вы это уже получили: в прошлый раз связь оборвалась на полпути.</i>

## Подписки
subscribe-choose = Когда присылать сводку? Часовой пояс: { $zone } (сменить: /timezone).
subscribe-hint = Можно и словами: <code>/subscribe еженедельно пн 09:00 #optuna</code>, <code>/subscribe вт,чт 20:30 оптуна @канал -реклама</code>, <code>/subscribe по выходным</code>
button-weekly = По понедельникам в { $hour }
button-friday = По пятницам в { $hour }
button-daily = Каждый день в { $hour }
subscribed = Договорились: { $what }. Ближайшая — { $when }.
cadence-daily = каждый день в { $at }
cadence-weekly = по { $days } в { $at }
weekday-plural = { $weekday ->
    [0] понедельникам
    [1] вторникам
    [2] средам
    [3] четвергам
    [4] пятницам
    [5] субботам
    [6] воскресеньям
    [7] будням
   *[8] выходным
}
subscription = сводка { $cadence } ({ $zone })
subscription-about = сводка { $about } { $cadence } ({ $zone })
subscriptions-head = Ваши подписки:
subscriptions-none = Подписок нет. Завести: /subscribe
subscription-next = ближайшая — { $when }
button-end = Отписаться от { $number }
unsubscribed = { $count ->
    [1] Подписка отменена.
    [one] Отменил { $count } подписку.
    [few] Отменил { $count } подписки.
   *[many] Отменил { $count } подписок.
}
unsubscribe-which = Какую отменить? Нажмите кнопку или напишите: <code>/unsubscribe 1</code>, все сразу — <code>/unsubscribe all</code>
unsubscribe-unknown = Подписки с номером { $number } нет. Вот какие есть:
timezone-is = Часовой пояс: <b>{ $zone }</b>, сейчас { $time }. Сменить: <code>/timezone Москва</code>
timezone-set = Запомнил: <b>{ $zone }</b>, сейчас { $time }.
timezone-kept = { $count ->
    [1] Подписка, что уже была, остаётся в своём поясе. Перенести её кнопкой?
   *[other] Подписки, что уже были, остаются в своём поясе. Перенести их кнопкой?
}
button-rezone = { $count ->
    [1] Перенести подписку
   *[other] Перенести подписки ({ $count })
}
timezone-moved = { $count ->
    [1] Подписка теперь приходит в свой час по поясу { $zone }. Список: /subscriptions
   *[other] Все подписки теперь приходят в свой час по поясу { $zone }. Список: /subscriptions
}

## Язык
language-is = { $place ->
    [group] { $why ->
        [chosen] В этой группе отвечаю всем по-русски: так здесь выбрали. По-русски и сводки группы.
       *[own] В этой группе отвечаю каждому на его языке; сводки группы — { $digests ->
            [ru] по-русски
           *[en] по-английски
        }.
    }
    [terminal] { $why ->
        [chosen] Говорю с вами по-русски: так вы выбрали.
       *[own] Говорю с вами по-русски: так задано в SVODKA_LANGUAGE.
    }
   *[private] { $why ->
        [chosen] Говорю с вами по-русски: так вы выбрали.
       *[own] Говорю с вами по-русски: так подсказывает язык вашего Telegram.
    }
} { $place ->
    [group] Сменить может любой участник,
   *[other] Сменить можно
} кнопкой или словами: <code>/language en</code>
language-set = { $place ->
    [group] { $why ->
        [chosen] Теперь отвечаю в этой группе всем по-русски; сводки группы тоже будут по-русски. Сменить может любой участник: /language
       *[own] Теперь отвечаю в этой группе каждому на его языке; сводки группы будут { $digests ->
            [ru] по-русски
           *[en] по-английски
        }.
    }
    [terminal] { $why ->
        [chosen] Теперь говорю с вами по-русски.
       *[own] Теперь говорю с вами так, как задано в SVODKA_LANGUAGE: по-русски.
    }
   *[private] { $why ->
        [chosen] Теперь говорю с вами по-русски: здесь, в сводках и когда зовёте меня из других чатов.
       *[own] Теперь говорю с вами на языке вашего Telegram: по-русски.
    }
}
language-unknown = На языке «{ $value }» не говорю. Выбирайте: русский <code>/language ru</code>, английский <code>/language en</code> или без выбора, сам собой, <code>/language auto</code>
button-language = { $choice ->
    [ru] Русский
    [en] English
   *[auto] { $place ->
        [group] У каждого свой
        [terminal] Как в SVODKA_LANGUAGE
       *[private] Как в Telegram
    }
}

## Статистика
stats = В библиотеке { $posts ->
    [one] { $posts } пост
    [few] { $posts } поста
   *[many] { $posts } постов
}, { $subscriptions ->
    [one] { $subscriptions } подписка
    [few] { $subscriptions } подписки
   *[many] { $subscriptions } подписок
}.
stats-ready = Все разобраны по смыслу.

## Кнопки
too-old = Эта кнопка устарела. Повторите вопрос.
not-here = Этого поста в библиотеке больше нет.

## Файлы
upload-reading = Читаю «{ $name }»…
upload-progress = Читаю «{ $name }»: { $words }…
upload-done = «{ $name }»: прочитано { $read }, новых { $new }, уже было { $same }{ $edited ->
    [0] {""}
   *[other] , изменено { $edited }
}{ $contained ->
    [0] {""}
   *[other] , вошло в другие посты { $contained }
}{ $near ->
    [0] {""}
   *[other] , почти как другие { $near }
}, пропущено { $skipped }.
upload-embedding = { $posts ->
    [one] { $posts } пост разбираю по смыслу в фоне, искать можно уже сейчас.
    [few] { $posts } поста разбираю по смыслу в фоне, искать можно уже сейчас.
   *[many] { $posts } постов разбираю по смыслу в фоне, искать можно уже сейчас.
}
upload-too-large = Файл больше { $limit } МБ, боту Telegram такие не отдаёт. На машине, где я работаю, выполните: <code>svodka import файл --library { $library }</code>

## Что-то не так
error-empty = В вопросе нет ни одного слова. Напишите, что ищете, например: <i>как настроить гиперпараметры</i>
error-too-long = Вопрос длиннее 4096 знаков. Оставьте главное — или сохраните этот текст как пост.
error-period = Не понял период «{ $value }». Можно так: <i>неделя</i>, <i>вчера</i>, <i>март</i>, <i>2026-01-01..2026-02-01</i>
error-future-period = «{ $value }» ещё не наступило. Назовите время, которое уже было, например: <i>неделя</i>, <i>прошлый месяц</i>, <i>2024-10</i>
error-order = Эти даты не оставляют ни одного дня: конец раньше начала. Можно так: <i>2026-01-01..2026-02-01</i>
error-zone = Не знаю часового пояса «{ $value }». Напишите город или имя вроде <code>Europe/Moscow</code>: /timezone Москва
error-time = Не понял время «{ $value }». Напишите как 09:00
error-cadence = Не понял «{ $value }». Можно так: <code>/subscribe еженедельно пн 09:00</code>, <code>/subscribe вт,чт 10:00</code> или <code>/subscribe ежедневно 20:30</code>
error-weekday = Не понял день «{ $value }». Назовите дни недели: <code>/subscribe вт,чт 10:00</code>, <code>/subscribe пн-пт 9:00</code>, <code>/subscribe по выходным</code>
error-tag = Такой метки не сделать: «{ $value }». Нужно от 1 до 48 знаков, хотя бы одна буква или цифра.
error-taxonomy = Не читается файл тем: { $value }. Поправьте его и повторите.
error-UnknownFormat = Не узнаю этот файл. Умею читать экспорт Telegram Desktop (result.json или messages.html), сохранённые страницы t.me/s, JSON Lines с полем text в каждой строке, текст, скопированный со страницы канала или в Telegram Desktop, и всё это в .zip или .gz. Ничего не потеряно.
error-UnknownFormat-empty = Файл пуст: в нём нечего читать.
error-BrokenExport = Файл повреждён: строка { $position } не читается. Скачайте его заново и повторите; прочитанное до этого места сохранено.
error-NoPosts = В «{ $name }» не нашлось ни одного поста. Проверьте, тот ли это файл или папка.
error-WrongPairs = Строка { $position } не похожа на размеченную пару. Каждая строка — JSON с полями text_1, text_2 и label (0 или 1), как в data/eval/pairs.jsonl
error-WrongCollection = { $position ->
        [0] В этой папке нет файла { $name }, который можно прочитать. В папке с размеченными вопросами лежат corpus.jsonl, queries.jsonl и qrels.tsv, как в data/eval/hard-search.
       *[other] Строку { $position } файла { $name } прочитать нельзя. В corpus.jsonl и queries.jsonl каждая строка — JSON с полями id и text, в qrels.tsv — query-id, corpus-id и score.
    }
error-BrokenArchive = Архив «{ $name }» повреждён. Скачайте или упакуйте его заново и повторите; прочитанное до этого места сохранено.
error-UnsafeArchive = { $reason ->
        [encrypted] Архив «{ $name }» закрыт паролем. Распакуйте его и дайте мне папку.
        [nested] В архиве «{ $name }» лежит ещё один архив. Распакуйте его и дайте мне папку.
        [outside] В архиве «{ $name }» есть файлы, чьи пути ведут наружу, поэтому я его не открываю. Упакуйте экспорт заново.
        [too-many] В архиве «{ $name }» слишком много файлов. Распакуйте его и дайте мне папку или разрешите больше в SVODKA_ARCHIVE_FILES.
       *[other] Такие архивы я не открываю. Дайте мне .zip, .gz или саму папку.
    }
error-TooLarge = Файл слишком велик: он распаковывается в { $size } МБ или больше, а можно до { $limit } МБ. Распакуйте его и дайте мне папку или разрешите больше в SVODKA_UNPACKED_MB (но не больше чем в 200 раз от упакованного).
error-SourceError = Этот файл не читается. Проверьте его и повторите.
error-QueryError = Не понял запрос. Посмотрите примеры: /help
error-StoreUnavailable = База сейчас недоступна: диск полон или файл занят другой программой. Ничего не потеряно; освободите место и повторите.
error-put-off = База сейчас недоступна: диск полон или файл занят другой программой. Ничего не потеряно: как только она заработает, сделаю сам.
error-StoreUnreadable = Файл базы повреждён или это не база Сводки. Верните его из копии или укажите другой в SVODKA_DATABASE.
error-IndexMismatch = Библиотека построена моделью «{ $found }», а выбрана «{ $wanted }». Выполните <code>svodka rebuild</code> или верните прежнюю в SVODKA_MODEL.
error-StoreError = База ответила ошибкой. Ничего не потеряно; проверьте её командой <code>svodka doctor</code>
error-EmbedderError = Модель не загрузилась: { $why }. Проверьте SVODKA_MODEL или выполните <code>make setup</code>
error-NotAllowed = Простите, это частный бот: он отвечает только тем, кого назвал его владелец. Ваш номер для его списка (SVODKA_ALLOWED): <code>{ $number }</code>
error-WrongToken = Telegram не знает такого токена. Возьмите его у @BotFather и впишите в SVODKA_TOKEN.
error-WrongSetting = Настройка { $name } не подходит: { $wants ->
        [path] нужен путь к файлу или sqlite:///путь
        [zone] такого часового пояса нет; напишите город или имя вроде Europe/Moscow
        [language] нужно ru или en
        [ids] нужны id из Telegram — числа через запятую
        [whole] нужно целое число больше нуля
        [seconds] нужно число секунд, не меньше одной
       *[number] нужно число больше нуля
    }. Примеры — в файле .env.example
error-GivenUp = Это сообщение не удалось обработать: на нём работа обрывалась несколько раз. Попробуйте отправить иначе.
error-DeliveryError = Сообщение не удалось доставить. Попробую ещё раз.
error-bug = Что-то пошло не так, подробности записаны в журнал. Сохранённое цело; попробуйте ещё раз.

## Терминал и командная строка
loading = Загружаю модель…
assembling = Собираю модель, это один раз, около минуты…
terminal-hello = Сводка в терминале: { $posts ->
    [one] { $posts } пост
    [few] { $posts } поста
   *[many] { $posts } постов
} в библиотеке. Спрашивайте; «+ текст» сохраняет заметку, цифра нажимает кнопку, /help — всё остальное, Ctrl-D — выход.
terminal-samples = Библиотека пуста, положил в неё { $posts ->
    [one] { $posts } пример
    [few] { $posts } примера
   *[many] { $posts } примеров
} из data/samples.
terminal-no-button = Кнопки с таким номером нет.
import-done = Прочитано сообщений: { $read }. Новых { $new }, уже было { $same }{ $edited ->
    [0] {""}
   *[other] , изменено { $edited }
}{ $contained ->
    [0] {""}
   *[other] , вошло в другие посты { $contained }
}{ $near ->
    [0] {""}
   *[other] , почти как другие { $near }
}, пропущено { $skipped }. За { $seconds } с.
import-skips = Пропущено, { $reason }: { $count } ({ $named ->
    [1] сообщение
   *[other] сообщения
} { $where })
import-undated = Без даты, потому что её не удалось прочитать: { $count } (первое — сообщение { $first })
import-unread = Не прочитан файл { $name } ({ $reason })
import-unread-more = … и ещё файлов: { $count }
import-read = сообщений: { $posts }
import-progress = сообщений: { $posts }, { $rate } в секунду, осталось { $left }
import-rehearsed = Это проба: ничего не сохранено. Чтобы сохранить, запустите без --dry-run.
import-stopped = Остановлено. Прочитанное сохранено; запустите тот же импорт ещё раз, и он продолжит.
skipped-why = { $reason ->
        [no-text] без текста
        [album-part] снимки альбома, текст которого сохранён
        [service] служебные
        [unsupported] такого вида, который экспорт не содержит
        [broken-json] повреждены
        [broken-html] повреждены
        [unreadable] его нельзя открыть
        [broken] он повреждён
        [not-a-post] не посты
        [unknown-format] постов в нём нет
        [refused-archive] архив нельзя открыть
       *[other] { $reason }
    }
import-bar = чтение
embedding-bar = разбор по смыслу
file-missing = Нет такого файла или папки: { $path }
exported = Записано { $posts ->
    [one] { $posts } пост
    [few] { $posts } поста
   *[many] { $posts } постов
} в { $path }
rebuilt = Построено заново: { $posts ->
    [one] { $posts } пост
    [few] { $posts } поста
   *[many] { $posts } постов
}.
no-zone = Нет часового пояса «{ $value }». Напишите город или имя вроде --zone Europe/Moscow
no-library = Это не библиотека: { $value }. Нужен local или номер чата.

# Каналы, которые бот читает сам
follow-which = «{ $words }» — не имя канала. Напишите его как в Telegram: <code>/follow @имя</code>
follow-invited = «{ $words }» ведёт в закрытый канал: такие читать самому нельзя. Перешлите мне его посты или пришлите экспорт.
follow-most = Каналов уже { $most }, больше читать не буду. Уберите какой-нибудь: /unfollow
follow-no-preview = У @{ $name } нет страницы, которую может прочесть любой: такого канала нет, он закрытый или его просмотр отключён. Перешлите мне его посты или дайте экспорт.
follow-unreachable = Слежу за @{ $name }, но t.me сейчас не отвечает. Буду пробовать снова.
follow-begun = Слежу за @{ $name }: { $posts ->
        [one] прочитан { $posts } пост
        [few] прочитано { $posts } поста
       *[other] прочитано { $posts } постов
    }, новых { $new }. Что там появится, само придёт в библиотеку.
follows-none = Пока не слежу ни за одним каналом. Например: <code>/follow @имя</code>
follows-head = <b>Читаю сам</b>
follows-line = { $trouble ->
        [yes] @{ $name } — сейчас не отвечает
       *[no] @{ $name }
    }
button-unfollow = ✕ @{ $name }
unfollowed = Больше не слежу за @{ $name }. Его посты остаются в библиотеке.
unfollow-choose = Кого больше не читать? Нажмите кнопку или напишите: <code>/unfollow @имя</code>
unfollow-which = За «{ $words }» не слежу. Список: /follow
polled = @{ $name }: новых { $new }, изменено { $edited }, удалено в канале { $deleted }.
error-FollowError = { $reason ->
        [no-preview] У @{ $name } нет страницы, которую может прочесть любой: такого канала нет, он закрытый или его просмотр отключён.
       *[other] @{ $name }: t.me сейчас не отвечает. Канал записан, попробую снова.
    }
deleted-there = удалён в канале
error-channel = «{ $value }» — не имя канала. Напишите его как в Telegram: @имя или адрес на t.me.
split-done = Пост { $post } снова сам по себе; отдельными постами стали: { $posts }.
split-none = В посте { $post } ничего не слито. Номера постов: svodka search … --json

# Поиск: почему, похожие, сужение, история
command-similar = похожие посты: ответьте на любой пост «/similar»
command-history = что вы спрашивали раньше
command-again = повторить последний вопрос
command-forget = забыть историю вопросов
button-similar = ≈ { $number }
button-why = Почему
button-narrow = Уточнить
button-watch = Подписаться
button-without = Искать без условия «{ $value }»
button-as-words = Искать «{ $value }» как слова
button-wider = ← Ко всем найденным
button-meant = Может быть: { $question }
button-facet = { $name } · { $posts }
button-forget = Всё забыть
also-in = ещё в { $channels ->
        [one] { $channels } канале
       *[other] { $channels } каналах
    }
why-head = Почему эти посты
why-words = слова: { $words }
why-meaning = смысл: близость { NUMBER($near, minimumFractionDigits: 2) } из 1
why-filters = это то, о чём просили: { $filters }
why-topic = тема или метки
narrow-nothing = Уточнять нечего: у этих постов нет разных меток, каналов или годов.
similar-head = Похоже на «{ $title }»
similar-of-answer = Чтобы увидеть похожее на один из этих постов, нажмите ≈ с его номером.
similar-none = Похожего на «{ $title }» здесь нет.
similar-which = Похожее на что? Ответьте командой /similar на пост, на квитанцию или на любой текст
watch-choose = Сводка { $about }: когда присылать? Часовой пояс: { $zone } (сменить: /timezone).
answer-asked = Вопрос: { $value }
answer-no-more = Больше ничего не нашлось: это было всё.
history-head = <b>Вы спрашивали</b>. Нажмите на вопрос, чтобы повторить его.
history-none = Вопросов пока не было — или история забыта.
history-of-another = Это список другого человека. Свой забудете командой /forget.
history-forgotten = { $questions ->
        [0] Забывать было нечего.
        [one] Забыл { $questions } вопрос.
        [few] Забыл { $questions } вопроса.
       *[many] Забыл { $questions } вопросов.
    }
inline-latest = Здесь пока пусто. Открыть Сводку
inline-hint = «{ $value }» не учтено: почему — спросите в чате
inline-nothing = Ничего не нашлось. Открыть Сводку
inline-refused = Это частный бот. Поставьте свой

## Ответ предложением
command-ask = ответ цитатой из постов: /ask как ускорить подбор параметров
ask-which = О чём спросить? Например: <code>/ask как ускорить подбор параметров</code>
ask-quote = Похоже, ответ в этих словах:
ask-none = Прямого ответа в ваших постах не нашлось.
ask-written = Ответ по вашим постам
ask-written-foot = Составлен языковой моделью; номера — посты ниже.
ask-written-failed = Составить ответ сейчас не вышло — вот что есть в постах.

# Что в словах вопроса не получилось понять
hint-date = «{ $value }» не учитываю: такой даты нет. Можно так: после:2025-01 или до:2025-01-31
hint-future = «{ $value }» не учитываю: это время ещё не наступило.
hint-order = «{ $value }» не учитываю: вместе с другими датами вопроса не остаётся ни одного дня.
hint-has = { $meant ->
        [none] «{ $value }» не учитываю: после есть: можно написать ссылка, код или картинка.
       *[other] «{ $value }» не учитываю. Может быть, есть:{ $meant }?
    }
hint-lang = { $meant ->
        [none] «{ $value }» не учитываю: такого языка не знаю. Можно так: язык:ru или язык:en
       *[other] «{ $value }» не учитываю. Может быть, язык:{ $meant }?
    }
hint-key = «{ $value }» я искал как обычные слова. Может быть, { $meant }?
hint-value = После «{ $value }» ничего нет. Пишите без пробела, а несколько слов — в кавычках: канал:"два слова"
hint-quote = Кавычка в «{ $value }» не закрыта, поэтому эти слова я искал по отдельности.
hint-exclude = «{ $value }» не учитываю: после минуса может стоять слово или фраза в кавычках.
hint-count = «{ $value }» не учитываю: сколько историй в сводке, зависит от того, что сохранено.
hint-channel = { $meant ->
        [none] Канала «{ $value }» здесь нет.
       *[other] Канала «{ $value }» здесь нет. Может быть, { $meant }?
    }
hint-tag = { $meant ->
        [none] Метки «{ $value }» здесь нет. Все метки: /tags
       *[other] Метки «{ $value }» здесь нет. Может быть, #{ $meant }?
    }
