package nl.tec.organisations.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.hub.Rows;
import nl.tec.organisations.OrganisationKind;
import nl.tec.organisations.Organisations;
import nl.tec.shared.Like;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class StoredOrganisations implements Organisations {

    private static final int MAX_LENGTH = 200;

    /** With or without http(s):// before it; no other scheme, such as javascript. */
    private static final Pattern WEBSITE = Pattern.compile("(?i)(https?://)?[^\\s:/?#]+(:[0-9]+)?([/?#]\\S*)?");

    private static final String SELECT = """
            select o.*, (select count(*) from school_site s join organisation x on x.id = s.organisation_id
                         where s.board_id = o.id and x.ended_on is null) as schools
            from organisation o
            """;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    StoredOrganisations(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<Organisation> list(@Nullable OrganisationKind kind, String words, @Nullable Key after, int limit) {
        return jdbc.sql(SELECT + """
                 where o.kind <> 'SCHOOL' and o.ended_on is null
                   and (:kind::text is null or o.kind = :kind)
                   and (:words = '' or lower(o.name) like '%' || :like || '%' or :words <% lower(o.name)
                        or lower(o.town) like :like || '%')
                   and (:after::bigint is null or (o.name, o.id) > (:name, :after))
                 order by o.name, o.id
                 limit :limit
                """)
                .param("kind", kind == null ? null : kind.name())
                .param("words", words.strip().toLowerCase(Locale.ROOT))
                .param("like", Like.literal(words.strip().toLowerCase(Locale.ROOT)))
                .param("after", after == null ? null : after.id())
                .param("name", after == null ? "" : after.name())
                .param("limit", limit)
                .query(StoredOrganisations::organisation)
                .list();
    }

    @Override
    public Optional<Organisation> find(long id) {
        return jdbc.sql(SELECT + " where o.id = ? and o.kind <> 'SCHOOL'")
                .param(id)
                .query(StoredOrganisations::organisation)
                .optional();
    }

    @Override
    @Transactional
    public Outcome<Long> add(Actor actor, Form form) {
        if (!actor.is(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)) {
            throw new NotFound("organisations");
        }
        Problems problems = check(form);
        if (problems.any() || form.kind() == null) {
            return Outcome.refused(problems);
        }
        long id = jdbc.sql("""
                insert into organisation (kind, name, street, house_number, postcode, town, email, phone, website)
                values (:kind, :name, :street, :number, :postcode, :town, :email, :phone, :website) returning id
                """)
                .params(values(form))
                .param("kind", form.kind().name())
                .query(Long.class)
                .single();
        audit.add(actor, "ORGANISATION_ADDED", "organisation", id);
        return Outcome.done(id);
    }

    @Override
    @Transactional
    public Outcome<Long> change(Actor actor, long id, Form form) {
        Optional<Organisation> was = find(id);
        if (was.isEmpty() || !actor.is(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)) {
            throw new NotFound("organisation " + id);
        }
        // a board of the register stays a board
        OrganisationKind kind = was.get().boardNumber() == null ? form.kind() : OrganisationKind.SCHOOL_BOARD;
        Problems problems = check(form, kind);
        if (problems.any() || kind == null) {
            return Outcome.refused(problems);
        }
        jdbc.sql("""
                update organisation
                set kind = :kind, name = :name, street = :street, house_number = :number, postcode = :postcode, town = :town,
                    email = :email, phone = :phone, website = :website
                where id = :id
                """)
                .params(values(form))
                .param("kind", kind.name())
                .param("id", id)
                .update();
        audit.add(actor, "ORGANISATION_CHANGED", "organisation", id);
        return Outcome.done(id);
    }

    @Override
    @Transactional
    public void end(Actor actor, long id, boolean ended) {
        if (find(id).isEmpty() || !actor.is(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)) {
            throw new NotFound("organisation " + id);
        }
        jdbc.sql("update organisation set ended_on = ? where id = ?")
                .param(ended ? LocalDate.now(clock) : null)
                .param(id)
                .update();
        audit.add(actor, ended ? "ORGANISATION_ENDED" : "ORGANISATION_RESTORED", "organisation", id);
    }

    @Override
    public Problems check(Form form) {
        return check(form, form.kind());
    }

    private static Problems check(Form form, @Nullable OrganisationKind kind) {
        Problems problems = new Problems()
                .addIf(kind == null || kind == OrganisationKind.SCHOOL, "soort", "organisations.problem.kind")
                .addIf(form.name().isBlank(), "naam", "organisations.problem.name")
                .addIf(
                        !form.postcode().isBlank() && postcode(form.postcode()) == null,
                        "postcode",
                        "organisations.problem.postcode")
                .addIf(
                        !form.email().isBlank()
                                && MailAddress.parse(form.email()).isEmpty(),
                        "email",
                        "organisations.problem.email")
                .addIf(
                        !form.website().isBlank()
                                && !WEBSITE.matcher(form.website().strip()).matches(),
                        "website",
                        "organisations.problem.website");
        return notTooLong(
                problems,
                Map.entry("naam", form.name()),
                Map.entry("straat", form.street()),
                Map.entry("huisnummer", form.houseNumber()),
                Map.entry("plaats", form.town()),
                Map.entry("telefoon", form.phone()),
                Map.entry("website", form.website()));
    }

    /** @param fields their names, with what was typed */
    @SafeVarargs
    static Problems notTooLong(Problems problems, Map.Entry<String, String>... fields) {
        for (Map.Entry<String, String> field : fields) {
            problems.addIf(
                    field.getValue().length() > MAX_LENGTH, field.getKey(), "organisations.problem.long", MAX_LENGTH);
        }
        return problems;
    }

    /** {@code 7411 HR}; null when it is none. */
    static @Nullable String postcode(String typed) {
        String plain = typed.replace(" ", "").toUpperCase(Locale.ROOT);
        return plain.matches("[1-9][0-9]{3}[A-Z]{2}") ? plain.substring(0, 4) + " " + plain.substring(4) : null;
    }

    private static Map<String, @Nullable Object> values(Form form) {
        Map<String, @Nullable Object> values = new java.util.HashMap<>();
        values.put("name", form.name().strip());
        values.put("street", orNull(form.street()));
        values.put("number", orNull(form.houseNumber()));
        values.put("postcode", form.postcode().isBlank() ? null : postcode(form.postcode()));
        values.put("town", orNull(form.town()));
        values.put("email", orNull(form.email()));
        values.put("phone", orNull(form.phone()));
        values.put("website", orNull(form.website()));
        return values;
    }

    static @Nullable String orNull(String typed) {
        return typed.isBlank() ? null : typed.strip();
    }

    private static Organisation organisation(ResultSet row, int number) throws SQLException {
        return new Organisation(
                row.getLong("id"),
                Rows.constant(row, "kind", OrganisationKind.class),
                row.getString("name"),
                text(row, "street"),
                text(row, "house_number"),
                text(row, "postcode"),
                text(row, "town"),
                text(row, "email"),
                text(row, "phone"),
                text(row, "website"),
                row.getBoolean("invented"),
                row.getObject("ended_on") != null,
                row.getString("board_number"),
                row.getInt("schools"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }
}
