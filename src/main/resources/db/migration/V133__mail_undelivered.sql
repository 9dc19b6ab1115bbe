-- Mail that was refused for good or came back is shown where it is about: few among many.
create index outbox_failed on outbox (failed_at) where failed_at is not null;
