"""The words that the corpus is made of: about a hundred of everyday life in each language."""

from __future__ import annotations

WORDS: dict[str, tuple[str, ...]] = {
    "en": tuple(
        """
        community garden river library bridge market teacher student forest harbour window morning season project
        volunteer meeting public report measure neighbour street lamp water energy health school train ticket museum
        festival music paper letter village city coast island road path field budget plan survey answer question
        open shared local regional new early quiet clear simple careful useful common every several many through
        between under across before after because together often always slowly with from about their this that which
        where when build plant visit read write join learn share repair collect publish invite protect restore
        improve welcome support the of and to in a is for on it as are by be at or an
        """.split()
    ),
    "fr": tuple(
        """
        communauté jardin rivière bibliothèque pont marché enseignante élève forêt port fenêtre matin saison projet
        bénévole réunion public rapport mesure voisin rue lampe eau énergie santé école train billet musée fête
        musique papier lettre village ville côte île route sentier champ budget plan enquête réponse question ouvert
        partagé local régional nouveau tôt calme clair simple prudent utile commun chaque plusieurs beaucoup entre
        sous avant après parce ensemble souvent toujours lentement avec depuis leur cette que où quand bâtir planter
        visiter lire écrire rejoindre apprendre partager réparer recueillir publier inviter protéger restaurer
        améliorer accueillir soutenir le la les de des et à en un une est pour sur il dans par
        """.split()
    ),
    "es": tuple(
        """
        comunidad jardín río biblioteca puente mercado maestra estudiante bosque puerto ventana mañana estación
        proyecto voluntaria reunión público informe medida vecino calle lámpara agua energía salud escuela tren
        billete museo fiesta música papel carta pueblo ciudad costa isla camino sendero campo presupuesto plan
        encuesta respuesta pregunta abierto compartido local regional nuevo temprano tranquilo claro sencillo
        cuidadoso útil común cada varios muchos entre bajo antes después porque juntos siempre despacio con desde
        sobre su este que donde cuando construir plantar visitar leer escribir unirse aprender compartir reparar
        recoger publicar invitar proteger restaurar mejorar acoger apoyar el la los las de y a en un una es para por
        se al
        """.split()
    ),
    "ar": tuple(
        """
        مجتمع حديقة نهر مكتبة جسر سوق معلمة طالب غابة ميناء نافذة صباح موسم مشروع متطوع اجتماع عام تقرير قياس جار
        شارع مصباح ماء طاقة صحة مدرسة قطار تذكرة متحف مهرجان موسيقى ورق رسالة قرية مدينة ساحل جزيرة طريق درب حقل
        ميزانية خطة استطلاع جواب سؤال مفتوح مشترك محلي إقليمي جديد مبكر هادئ واضح بسيط دقيق مفيد كل عدة كثير بين تحت
        عبر قبل بعد لأن معا غالبا دائما ببطء مع من عن هذا هذه التي الذي حيث عندما نبني نزرع نزور نقرأ نكتب ننضم
        نتعلم نشارك نصلح نجمع ننشر ندعو نحمي نعيد نحسن نرحب ندعم في على إلى و أو لا كان
        """.split()
    ),
    "zh": tuple(
        """
        社区 花园 河流 图书 大桥 市场 老师 学生 森林 港口 窗户 早晨 季节 项目 志愿 会议 公众 报告 测量 邻居
        街道 路灯 用水 能源 健康 学校 火车 车票 博物 节日 音乐 纸张 信件 村庄 城市 海岸 岛屿 道路 小径 田野
        预算 计划 调查 回答 问题 开放 共享 本地 区域 全新 清早 安静 清楚 简单 仔细 有用 共同 每个 几个 许多
        通过 之间 下面 穿过 之前 之后 因为 一起 经常 总是 慢慢 关于 他们 这个 那个 哪里 何时 建设 种植 参观
        阅读 写作 加入 学习 分享 修理 收集 发布 邀请 保护 恢复 改善 欢迎 支持 我们 可以 需要 已经 以及
        """.split()
    ),
    "ru": tuple(
        """
        сообщество сад река библиотека мост рынок учитель студент лес гавань окно утро сезон проект доброволец
        собрание общий отчёт мера сосед улица лампа вода энергия здоровье школа поезд билет музей праздник музыка
        бумага письмо деревня город берег остров дорога тропа поле бюджет план опрос ответ вопрос открытый
        совместный местный областной новый ранний тихий ясный простой бережный полезный каждый несколько много через
        между под перед после потому вместе часто всегда медленно с от о их этот тот который где когда строить
        сажать посещать читать писать вступать учиться делиться чинить собирать публиковать приглашать защищать
        восстанавливать улучшать встречать поддерживать и в на не что как для по к из
        """.split()
    ),
}
"""Language tag → words in its own script, each once."""

NAMES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية", "zh": "中文", "ru": "Русский"}
"""Language tag → the language's name in itself."""

SECTIONS = ("news", "policy", "events", "press")

TAGS = tuple(
    """
    clean-water libraries bike-lanes school-meals coast-care night-trains open-data public-health local-music
    street-trees repair-cafes museums river-walks wind-power volunteers budgets surveys markets harbours gardens
    festivals bridges lighting accessibility
    """.split()
)
