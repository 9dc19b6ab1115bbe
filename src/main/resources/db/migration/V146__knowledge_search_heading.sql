-- The best of what is found come first, and 'best' is reckoned over all of them: of a frequent word thousands. The vector of an item with
-- its text and files is large and stands apart from its row; what it is ranked by is therefore a small one, of title, summary and tags.
alter table knowledge_item add column heading tsvector not null default '';

create or replace function knowledge_item_search() returns trigger language plpgsql as $$
begin
  new.heading :=
       setweight(to_tsvector('tec_nl', new.title_nl) || to_tsvector('tec_en', new.title_en), 'A')
    || setweight(to_tsvector('tec_nl', concat_ws(' ', new.summary_nl, array_to_string(new.tags, ' '), new.labels))
              || to_tsvector('tec_en', concat_ws(' ', new.summary_en, array_to_string(new.tags, ' '), new.labels)), 'B');
  new.search :=
       new.heading
    || setweight(to_tsvector('tec_nl', new.body_nl) || to_tsvector('tec_en', new.body_en), 'C')
    || setweight(to_tsvector('tec_nl', new.file_text), 'D');
  return new;
end $$;

update knowledge_item set heading = '';
