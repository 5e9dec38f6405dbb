"""What the front end reads from its environment."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`NAME` or `NAME_FILE`, see `gig_chassis.settings`."""

    band_picker_url: str
    venue_picker_url: str
    gig_store_url: str
    service_token: str
    secret_key: str
    log_level: str = "INFO"
