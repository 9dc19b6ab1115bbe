-- The forms that are being answered or were answered minutes ago, so that one that is sent twice is carried out once. Not logged, so that
-- writing here waits for no disk: what a crash or a failover takes away is known nowhere else, but is of use for minutes only.
create unlogged table answered_form (
  digest bytea primary key check (octet_length(digest) = 32), -- of the form's key, address and content
  received_at timestamptz not null,
  location text, -- path that the answer redirects to; null while it is being answered
  message text -- of the redirect, as Flash writes it; null: none
);
create index on answered_form (received_at);
