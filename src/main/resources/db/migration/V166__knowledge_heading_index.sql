-- What has the words of a question in its heading comes first, and when that is much, nothing else is looked at.
create index on knowledge_item using gin (heading);
