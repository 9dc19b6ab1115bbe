-- Which steps of learning lines material belongs to by itself, whatever activity fills the step, and when a class uses it.
create table knowledge_step (
  item_id bigint not null references knowledge_item (id) on delete cascade,
  step_id bigint not null references learning_line_step (id) on delete cascade,
  moment  text not null check (moment in ('BEFORE', 'AFTER')),
  primary key (item_id, step_id, moment)
);
create index on knowledge_step (step_id);
