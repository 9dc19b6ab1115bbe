-- Imports never erase silently, and an import that died says so.

-- Removes a class that nothing refers to: an estimate that turned out to be one class too many. Answers whether it is gone.
create function remove_unused_class(unused bigint) returns boolean language plpgsql as $$
begin
  if exists (select from own_class where class_id = unused) then
    return false;
  end if;
  delete from class_part where class_id = unused;
  delete from school_class where id = unused;
  return true;
exception when foreign_key_violation then
  return false;
end $$;
