-- What a message is about: messages about the same thing arrive in order, those about others do not wait for them (decision 0075).
-- A program of the version before, which may still run on the same database, says nothing: all of its messages are in one order.
alter table webhook_message add column subject text not null default '';
update webhook_message
   set subject = coalesce('boeking:' || (message::jsonb ->> 'boeking'), 'activiteit:' || (message::jsonb ->> 'activiteit'), 'proef');

create index on webhook_message (webhook_id, subject, id) where delivered_at is null and given_up_at is null;
drop index webhook_message_webhook_id_id_idx;
