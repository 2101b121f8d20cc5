"""The routes, one subject a file: a new subject is one file and one line here."""

from review_ui.routes import (
    api,
    document,
    files,
    lessons,
    login,
    mail,
    orders,
    queue,
    report,
    search,
    settings,
    upload,
    users,
    verbs,
)

ROUTERS = (
    login.router,
    queue.router,
    document.router,
    verbs.router,
    lessons.router,
    files.router,
    search.router,
    orders.router,
    upload.router,
    mail.router,
    report.router,
    settings.router,
    users.router,
    api.router,
)

__all__ = ["ROUTERS"]
