-- The secret of a link is made with its mail and kept as a hash only (rules 3.7); mails that ask to confirm a request for an account had it
-- in their payload. One that is still to be sent names its request from now on, with which the mail makes the link.
update outbox o set payload = o.payload || jsonb_build_object('request', r.id)
  from account_request r
 where o.template = 'school-account-confirm' and r.secret_hash = sha256(convert_to(o.payload ->> 'secret', 'UTF8'));

update outbox set payload = payload - 'secret' where template = 'school-account-confirm';
