"""Serve the desk: a casebook's views and decisions as typed JSON under `/api`, and the page that shows them.

How the parts meet:

* `app.create_app(book, gate)` makes the application. A `Gate` (`identity`) says who asks.
* `identity.require("code")` is the dependency of every route: it gives the `Identity`, or answers 401 or 403.
* `local.LocalGate` lets the one person in who has the link of `fogline serve`. Team mode puts another gate there:
  `sessions` and `accounts` each export a `router`, which `app` includes under `/api` in both modes, so that the
  description is the same; in local mode their routes answer 404.
* `desk.Desk` is what routes work with: `book`, `gate`, and `announce(kind, objects, by)`, which tells whoever
  listens what has changed. `live.Live` is what listens: `live.router` serves it as `/api/events`.
"""
