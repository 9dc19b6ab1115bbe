package nl.tec.declarations.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.Declaration.Terms;
import nl.tec.declarations.DeclarationKind;
import nl.tec.declarations.DeclarationState;
import nl.tec.declarations.Declarations.Choice;
import nl.tec.declarations.Declarations.Event;
import nl.tec.declarations.Declarations.Row;
import nl.tec.declarations.Declarations.Version;
import nl.tec.declarations.Mandate;
import nl.tec.declarations.Signatory;
import nl.tec.declarations.Signatory.Decline;
import nl.tec.declarations.Signature;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads declarations for those who manage them. */
@Component
public class DeclarationQueries {

    /** The columns of a {@link Signature} g, with a prefix. */
    static final String SIGNATURE = """
            g.name as signature_name, g.signed_at as signature_at, g.identified_by as signature_identified_by
            """;

    /** The state of declaration d. */
    private static final String STATE = """
            , case when d.withdrawn_at is not null then 'WITHDRAWN' when d.completed_at is not null then 'COMPLETE'
                   when d.opened_at is not null then 'OPEN' else 'DRAFT' end as state
            """;

    private final JdbcClient jdbc;

    DeclarationQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Row> list(@Nullable Long before, int limit) {
        return jdbc.sql("""
                select d.id, d.kind, v.title, d.altered_at is not null as altered, d.public_from,
                       n.signed, n.asked as signatories, n.declined
                """ + STATE + """
                  from declaration d
                  join declaration_latest_version(d.id) v on true
                  join lateral (select count(*) as asked, count(g.id) as signed, count(s.declined_at) as declined
                                  from signatory s left join signature g on g.signatory_id = s.id and g.version_id = v.id
                                 where s.declaration_id = d.id and s.withdrawn_at is null) n on true
                 where :before::bigint is null or d.id < :before::bigint
                 order by d.id desc limit :limit
                """)
                .param("before", before)
                .param("limit", limit)
                .query(Rows.of(Row.class))
                .list();
    }

    public List<Choice> replacements(long id) {
        return jdbc.sql("""
                select d.id, v.title
                  from declaration d
                  join declaration_latest_version(d.id) v on true
                 where d.id <> :id and (d.withdrawn_at is null or d.id = (select replaced_by from declaration where id = :id))
                 order by d.id = (select replaced_by from declaration where id = :id) is true desc, d.id desc limit 100
                """).param("id", id).query(Rows.of(Choice.class)).list();
    }

    public Optional<Declaration> find(long id) {
        return jdbc.sql("""
                select d.*, v.number, v.title, v.text, d.membership_kind as membership, d.term_from as from, d.term_until as until,
                       exists (select from declaration_file f where f.declaration_id = d.id) as has_file
                """ + STATE + """
                  from declaration d
                  join declaration_latest_version(d.id) v on true
                 where d.id = ?
                """)
                .param(id)
                .query((row, n) -> new Declaration(
                        row.getLong("id"),
                        Rows.constant(row, "kind", DeclarationKind.class),
                        row.getString("slug"),
                        row.getString("title"),
                        row.getString("text"),
                        row.getInt("number"),
                        Rows.instantOrNull(row, "public_from"),
                        Rows.read(row, Terms.class),
                        Rows.intOrNull(row, "remind_days"),
                        Rows.constant(row, "state", DeclarationState.class),
                        Rows.longOrNull(row, "replaced_by"),
                        row.getBoolean("has_file"),
                        Rows.instantOrNull(row, "altered_at") != null,
                        signatories(id, row.getInt("number"))))
                .optional();
    }

    /** Returns the signatories with their signatures on a version. */
    private List<Signatory> signatories(long id, int version) {
        return jdbc.sql("""
                select s.*, s.mandate_for as mandate_what, s.declined_at as decline_at, coalesce(a.name, '') as decline_who,
                """ + SIGNATURE + """
                  from signatory s left join accounts_account_v a on a.id = s.declined_by
                  join declaration_version v on v.declaration_id = s.declaration_id and v.number = :version
                  left join signature g on g.signatory_id = s.id and g.version_id = v.id
                 where s.declaration_id = :id order by s.id
                """)
                .param("id", id)
                .param("version", version)
                .query(DeclarationQueries::signatory)
                .list();
    }

    private static Signatory signatory(ResultSet row, int n) throws SQLException {
        return new Signatory(
                row.getLong("id"),
                Rows.longOrNull(row, "organisation_id"),
                row.getString("organisation"),
                row.getString("position"),
                row.getString("email"),
                Texts.language(row.getString("language")),
                row.getBoolean("required"),
                Rows.readOrNull(row, Mandate.class, "mandate_"),
                Rows.instantOrNull(row, "invited_at"),
                Rows.instantOrNull(row, "reminded_at"),
                row.getInt("reminders"),
                Rows.instantOrNull(row, "remind_at"),
                Rows.readOrNull(row, Decline.class, "decline_"),
                Rows.instantOrNull(row, "withdrawn_at"),
                Rows.longOrNull(row, "replaced_by"),
                Rows.readOrNull(row, Signature.class, "signature_"));
    }

    /** @param signed all signatures of the declaration */
    public List<Version> versions(long id, List<SignedRows.Row> signed) {
        return jdbc.sql("""
                select v.number, v.title, v.text, v.created_at, coalesce(a.name, '') as who
                  from declaration_version v left join accounts_account_v a on a.id = v.account_id
                 where v.declaration_id = ? order by v.number desc
                """)
                .param(id)
                .query((row, n) -> {
                    int number = row.getInt("number");
                    return new Version(
                            number,
                            row.getString("title"),
                            row.getString("text"),
                            Rows.instant(row, "created_at"),
                            row.getString("who"),
                            signed.stream()
                                    .filter(one -> one.signed().version() == number)
                                    .map(SignedRows.Row::by)
                                    .toList());
                })
                .list();
    }

    public List<Event> history(long id) {
        return jdbc.sql("""
                select e.at, e.event, coalesce(a.name, '') as who, e.detail,
                       coalesce(nullif(concat_ws(', ', nullif(s.organisation, ''), s.position), ''), '') as signatory
                  from declaration_event e left join signatory s on s.id = e.signatory_id
                  left join accounts_account_v a on a.id = e.account_id
                 where e.declaration_id = ? order by e.at desc, e.id desc limit 200
                """).param(id).query(Rows.of(Event.class)).list();
    }

    public Optional<byte[]> file(long id) {
        return jdbc.sql("select pdf from declaration_file where declaration_id = ?")
                .param(id)
                .query(byte[].class)
                .optional();
    }

    public int countDeclined() {
        return jdbc.sql("""
                select count(*) from signatory s join declaration d on d.id = s.declaration_id
                 where s.declined_at is not null and s.withdrawn_at is null and d.completed_at is null and d.withdrawn_at is null
                """).query(Integer.class).single();
    }
}
