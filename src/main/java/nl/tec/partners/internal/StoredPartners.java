package nl.tec.partners.internal;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.organisations.OrganisationKind;
import nl.tec.partners.Partners;
import nl.tec.shared.Dates;
import nl.tec.shared.Like;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class StoredPartners implements Partners {

    private static final int MAX_LENGTH = 300;

    /** An address that a browser may be sent to. */
    private static final Pattern SITE = Pattern.compile("https?://[^\\s\"'<>]{3,190}", Pattern.CASE_INSENSITIVE);

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;
    private final PartnerPages pages;

    StoredPartners(JdbcClient jdbc, Audit audit, Clock clock, PartnerPages pages) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
        this.pages = pages;
    }

    @Override
    public List<Line> list(Filter filter, Order order, @Nullable Key after, int limit) {
        LocalDate today = Dates.dayOf(clock.instant());
        // only what is asked stands in the statement, and how many as a number: so the list is read in its order,
        // and no further than the page goes
        PartnerOrder in = PartnerOrder.of(order);
        String asked = condition(filter.kind() != null, " and o.kind = :kind")
                + condition(!filter.words().isBlank(), " and " + NAMED)
                + condition(!filter.town().isEmpty(), " and o.town = :town")
                + condition(filter.world() != null, " and :world = any (p.worlds)")
                + condition(filter.connected() != null, " and :connected = " + CONNECTED)
                + condition(after != null, " and " + in.after());
        return jdbc.sql("""
                with %s chosen as (
                  select o.id, o.name, o.kind, coalesce(o.town, '') as town, o.invented, p.worlds,
                         %s as connected, %s as value
                    from organisations_organisation_v o join partner p on p.organisation_id = o.id%s
                   where o.kind <> 'SCHOOL' and o.ended_on is null%s
                   order by %s limit %d)
                select o.id, o.name, o.kind as organisation_kind, o.town, o.invented, o.worlds, o.connected,
                       count(*) filter (where c.delivered < c.amount and c.due_on < :today)::int as late,
                """.formatted(
                                        condition(!in.ranked().isEmpty(), in.ranked() + ","),
                                        CONNECTED,
                                        in.by().isEmpty() ? "null::int" : in.by(),
                                        in.join(),
                                        asked,
                                        in.columns(),
                                        limit)
                        + ContributionRows.SUMS
                        + """
                  from chosen o left join contribution c on c.organisation_id = o.id and c.year = :year and c.state = 'ACCEPTED'
                 group by o.id, o.name, o.kind, o.town, o.invented, o.worlds, o.connected, o.value
                 order by o.value%s, o.name, o.id
                """.formatted(in.direction()))
                .param("kind", filter.kind() == null ? null : filter.kind().name())
                .param("words", like(filter.words()))
                .param("town", filter.town())
                .param("world", filter.world() == null ? null : filter.world().name())
                .param("connected", filter.connected())
                .param("after", after == null ? null : after.id())
                .param("name", after == null ? "" : after.name())
                .param("value", after == null ? "" : after.value())
                .param("much", after == null ? 0 : much(after.value()))
                .param("today", today)
                .param("year", today.getYear())
                .query((row, n) -> new Line(
                        row.getLong("id"),
                        row.getString("name"),
                        OrganisationKind.valueOf(row.getString("organisation_kind")),
                        row.getString("town"),
                        row.getBoolean("invented"),
                        worlds(row.getArray("worlds")),
                        row.getBoolean("connected"),
                        ContributionRows.sums(row),
                        row.getInt("late")))
                .list();
    }

    private static long much(String value) {
        return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
    }

    private static String condition(boolean asked, String condition) {
        return asked ? condition : "";
    }

    /** Whether the name of organisation o has {@code :words} in it, accents aside; only when none has, one that comes close. */
    static final String NAMED = """
            (:words = '' or unaccent(lower(o.name)) like '%' || unaccent(:words) || '%'
             or not exists (select from organisations_organisation_v e where e.kind <> 'SCHOOL' and e.ended_on is null
                               and unaccent(lower(e.name)) like '%' || unaccent(:words) || '%')
                and word_similarity(unaccent(:words), unaccent(lower(o.name))) >= 0.5)""";

    /**
     * Whether organisation o is connected on :today; as connected_on, but for one organisation. Not with {@code exists}: of
     * that PostgreSQL makes a table of all organisations that are, also for a page of fifty.
     */
    static final String CONNECTED = """
            coalesce(
              (select true from membership m where m.organisation_id = o.id and m.counted @> :today::date limit 1),
              (select true from contribution c join contribution_delivery d on d.contribution_id = c.id
                where c.organisation_id = o.id and c.state = 'ACCEPTED' and d.state = 'ACCEPTED'
                  and d.day <= :today and d.day > (:today::date - interval '12 months')::date limit 1),
              false)""";

    @Override
    public List<Town> towns() {
        return jdbc.sql("""
                select o.town, count(*)::int as partners from partner p join organisations_organisation_v o on o.id = p.organisation_id
                 where o.ended_on is null and o.town <> '' group by o.town order by o.town
                """)
                .query((row, n) -> new Town(row.getString("town"), row.getInt("partners")))
                .list();
    }

    @Override
    public Page get(long id, Actor actor) {
        Rights.mustRead(actor, id);
        return pages.find(id).orElseThrow(() -> new NotFound("partner " + id));
    }

    @Override
    @Transactional
    public void add(long organisationId, Actor by) {
        Rights.mustBeMaker(by);
        boolean known = jdbc.sql("select true from organisations_organisation_v where id = ? and kind <> 'SCHOOL'")
                .param(organisationId)
                .query(Boolean.class)
                .optional()
                .isPresent();
        if (!known) {
            throw new NotFound("organisation " + organisationId);
        }
        int added = jdbc.sql("insert into partner (organisation_id) values (?) on conflict do nothing")
                .param(organisationId)
                .update();
        if (added > 0) {
            audit.add(by, "PARTNER_ADDED", "organisation", organisationId);
        }
    }

    @Override
    @Transactional
    public Problems change(long id, Profile profile, Actor by) {
        Rights.mustWork(by, id);
        Problems problems = new Problems()
                .addIf(profile.aboutNl().strip().length() > MAX_LENGTH, "over", "partners.problem.about", MAX_LENGTH)
                .addIf(
                        profile.aboutEn().strip().length() > MAX_LENGTH,
                        "over-en",
                        "partners.problem.about",
                        MAX_LENGTH);
        if (problems.any()) {
            return problems;
        }
        int changed = jdbc.sql("""
                insert into partner (organisation_id, worlds, about_nl, about_en, shown)
                select id, coalesce(string_to_array(nullif(:worlds, ''), ','), '{}'), :nl, :en, :shown from organisations_organisation_v where id = :id and kind <> 'SCHOOL'
                on conflict (organisation_id) do update set worlds = excluded.worlds, about_nl = excluded.about_nl,
                            about_en = excluded.about_en, shown = excluded.shown
                """)
                .param("worlds", words(profile.worlds()))
                .param("nl", profile.aboutNl().strip())
                .param("en", profile.aboutEn().strip())
                .param("shown", profile.shown())
                .param("id", id)
                .update();
        if (changed == 0) {
            throw new NotFound("partner " + id);
        }
        audit.add(by, "PARTNER_CHANGED", "organisation", id);
        return problems;
    }

    @Override
    public List<Shown> shown() {
        return jdbc.sql("""
                select o.name, o.kind, coalesce(o.town, '') as town, o.website, p.worlds, p.about_nl, p.about_en
                  from connected_on(:today) c join partner p using (organisation_id) join organisations_organisation_v o on o.id = organisation_id
                 where p.shown and o.ended_on is null and o.kind <> 'SCHOOL'
                 order by o.kind, o.name, o.id limit 10000
                """)
                .param("today", Dates.dayOf(clock.instant()))
                .query((row, n) -> new Shown(
                        row.getString("name"),
                        OrganisationKind.valueOf(row.getString("kind")),
                        row.getString("town"),
                        site(row.getString("website")),
                        worlds(row.getArray("worlds")),
                        row.getString("about_nl"),
                        row.getString("about_en")))
                .list();
    }

    /** A website as a link; what is no web address is not shown. */
    static Optional<String> site(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return Optional.empty();
        }
        String address = typed.contains("://") ? typed.strip() : "https://" + typed.strip();
        return SITE.matcher(address).matches() ? Optional.of(address) : Optional.empty();
    }

    /** For a like on a lower-case name. */
    static String like(String words) {
        return Like.literal(words.strip().toLowerCase(Locale.ROOT));
    }

    static String words(Set<World> worlds) {
        return String.join(",", worlds.stream().sorted().map(World::name).toList());
    }

    static Set<World> worlds(Array array) throws SQLException {
        Set<World> worlds = new LinkedHashSet<>();
        Arrays.stream((Object[]) array.getArray())
                .map(Objects::toString)
                .map(name -> ContributionCheck.named(World.values(), name))
                .filter(Objects::nonNull)
                .forEach(worlds::add);
        return worlds;
    }

    static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }
}
