"""The page for those who come while the planner has more to do than it can: made once, so it costs next to nothing."""

from gig_chassis.shedding import Refusal

_PAGE = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Too busy just now · Gig Planner</title>
  <link rel="stylesheet" href="/static/vendor/bootstrap.min.css">
  <link rel="stylesheet" href="/static/gig.css">
</head>
<body>
  <main class="container-xl py-4 py-lg-5">
    <div class="narrow">
      <h1 class="display-5">Too busy just now</h1>
      <p class="lead">More people are using Gig Planner than it can serve at once. Nothing was changed. Wait a few
        seconds, then reload this page: your browser sends again what you had filled in.</p>
    </div>
  </main>
</body>
</html>
"""


def page() -> Refusal:
    """Give it as the answer to a refused request."""
    return Refusal.of(_PAGE.encode(), "text/html; charset=utf-8")
