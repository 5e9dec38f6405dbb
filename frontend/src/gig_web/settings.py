"""What the front end reads from its environment."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Settings:
    """`NAME` or `NAME_FILE`, see `gig_chassis.settings`."""

    band_picker_url: str
    venue_picker_url: str
    gig_store_url: str
    service_token: str = field(repr=False)
    secret_key: str = field(repr=False)
    log_level: str = "INFO"
    threads: int = 8
    host: str = "127.0.0.1"  # where the pages are served, as gunicorn binds it
    trusted_hosts: str = ""  # names the pages are asked for under, parted by white space
    trusted_proxies: int = 0  # how many proxies stand before them and tell address and scheme
    rate_storage: str = "memory://"
    sign_ins_per_minute: int = 20
    saves_per_minute: int = 120
