-- The form of a message, which may be sent twice: the second finds the message of the first. Empty for messages of before, and for those of
-- a node of the previous version.
alter table announcement add column form_key uuid unique;
