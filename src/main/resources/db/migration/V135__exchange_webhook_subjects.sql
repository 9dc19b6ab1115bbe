-- What a message is about: messages about the same thing arrive in order, those about others do not wait for them (decision 0075).
alter table webhook_message add column subject text;
update webhook_message
   set subject = coalesce('boeking:' || (message::jsonb ->> 'boeking'), 'activiteit:' || (message::jsonb ->> 'activiteit'), 'proef');
alter table webhook_message alter column subject set not null;

create index on webhook_message (webhook_id, subject, id) where delivered_at is null and given_up_at is null;
drop index webhook_message_webhook_id_id_idx;
