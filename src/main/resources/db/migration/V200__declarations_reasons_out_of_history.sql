-- Why somebody does not sign is erased with the signatory when that person asks. The history can only be added to, so the words may not stand
-- there too: they are taken out once, by the owner of the table.
alter table declaration_event disable trigger declaration_event_append_only;
update declaration_event set detail = '' where event = 'DECLINED' and detail <> '';
alter table declaration_event enable trigger declaration_event_append_only;
-- nor do they stay in the statistics
analyze declaration_event (detail);
