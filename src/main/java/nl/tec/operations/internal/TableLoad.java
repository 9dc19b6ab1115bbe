package nl.tec.operations.internal;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import nl.tec.operations.BackupContents.Sequence;
import nl.tec.operations.BackupContents.Table;

/**
 * Fills tables from a backup within one transaction, as their owner, who need not be a superuser. Triggers are disabled, and foreign
 * keys and indexes dropped, while rows are loaded in any order; constraints are checked when they are
 * restored.
 */
public final class TableLoad {

    private final Connection connection;
    private final List<String> putBack;

    private TableLoad(Connection connection, List<String> putBack) {
        this.connection = connection;
        this.putBack = putBack;
    }

    /** Empties the tables, disables triggers and drops foreign keys and indexes. */
    public static TableLoad begin(Connection connection, List<Table> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            TableCopies.fixTextFormat(statement);
            List<String> putBack = new ArrayList<>();
            List<String> dropStatements = new ArrayList<>();
            // one row each: the statement that removes it, and the one that restores it, in reverse order
            try (ResultSet row = statement.executeQuery("""
                    select format('alter table %s disable trigger %I', g.tgrelid::regclass, g.tgname),
                           format('alter table %s enable %s trigger %I', g.tgrelid::regclass,
                                  case g.tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, g.tgname)
                      from pg_trigger g join pg_class t on t.oid = g.tgrelid
                     where t.relnamespace = 'public'::regnamespace and not g.tgisinternal and g.tgenabled <> 'D'
                    union all
                    select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname),
                           format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
                      from pg_constraint c
                     where c.connamespace = 'public'::regnamespace and c.contype = 'f'
                    union all
                    select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
                      from pg_index i join pg_class t on t.oid = i.indrelid
                     where t.relnamespace = 'public'::regnamespace and t.relname <> 'flyway_schema_history'
                       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
                    """)) {
                while (row.next()) {
                    dropStatements.add(row.getString(1));
                    putBack.add(row.getString(2));
                }
            }
            Collections.reverse(putBack);
            for (String change : dropStatements) {
                statement.execute(change);
            }
            statement.execute("truncate "
                    + tables.stream()
                            .map(table -> TableCopies.quoted(table.name()))
                            .collect(Collectors.joining(", ")));
            return new TableLoad(connection, putBack);
        }
    }

    public void rows(Table table, InputStream rows) throws SQLException, IOException {
        new TableCopies(connection).in(table, rows);
    }

    /** Restores what was removed, and the values of sequences. */
    public void finish(List<Sequence> sequences) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String change : putBack) {
                statement.execute(change);
            }
            for (Sequence sequence : sequences) {
                Long last = sequence.last();
                if (last != null) {
                    statement.execute("select setval('" + TableCopies.quoted(sequence.name()) + "', " + last + ")");
                }
            }
        }
    }
}
