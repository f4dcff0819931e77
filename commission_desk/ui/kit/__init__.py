"""The few widgets every page uses; pages and dialogs contain no painting and no colours.

``theme`` is what the window looks like now (``tokens``, ``stylesheet``, ``glyphs``, ``icons``,
``paint`` belong to it). Pages are put together from ``layout``, ``flow``, ``panes``, ``shell``,
``text``, ``buttons``, ``bars`` and ``empty``; lists from ``rows``, ``outline``, ``orderlist``,
``tables`` and, for any length, ``register`` and ``registertable``; forms from ``fields``,
``dates``, ``binding``, ``editor`` and ``grade``. ``focus`` shows where the keyboard is; ``palette``
finds anything; ``jobs`` and ``background`` keep long work off the window's thread; ``problems``,
``dialogs`` and ``toast`` speak to the person; ``preview`` and ``printing`` show a PDF.
"""
