package nl.tec.network.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nl.tec.hub.Texts;
import nl.tec.network.Partners;
import nl.tec.network.Partners.Profile;
import nl.tec.network.internal.PartnerTable.Line;
import nl.tec.organisations.OrganisationKind;
import nl.tec.organisations.Organisations;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which row of a file is which organisation: by its number, else by name and town. One query for all, whatever the file.
 */
@Component
class PartnerMatching {

    private static final int LONGEST_ABOUT = 300;

    /** What a row comes to. */
    enum Does {
        ADD,
        CHANGE,
        NOTHING,
        BAD
    }

    /**
     * @param id null: it is new
     * @param reason of a bad row, in Dutch
     * @param what the value it is about
     */
    record Match(
            int line,
            Does does,
            @Nullable Long id,
            Organisations.Form form,
            Profile profile,
            String reason,
            String what) {}

    /** @param partner whether it is one already; else an organisation only */
    record Known(long id, Organisations.Form form, Profile profile, boolean connected, boolean partner) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Texts texts;
    private final Organisations organisations;

    PartnerMatching(JdbcClient jdbc, Clock clock, Texts texts, Organisations organisations) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.texts = texts;
        this.organisations = organisations;
    }

    List<Match> match(List<Line> lines) {
        Map<Long, Known> byId = new HashMap<>();
        Map<String, List<Known>> byName = new HashMap<>();
        for (Known known : read(Partners.Filter.ALL, Partners.Order.NAME, false)) {
            byId.put(known.id(), known);
            byName.computeIfAbsent(key(known.form().name(), known.form().town()), k -> new ArrayList<>())
                    .add(known);
        }
        Set<String> seen = new HashSet<>();
        List<Match> matches = new ArrayList<>();
        for (Line line : lines) {
            matches.add(match(line, byId, byName, seen));
        }
        return matches;
    }

    private Match match(Line line, Map<Long, Known> byId, Map<String, List<Known>> byName, Set<String> seen) {
        String number = line.get("id");
        Known known = null;
        if (!number.isEmpty()) {
            known = number.matches("[0-9]{1,18}") ? byId.get(Long.parseLong(number)) : null;
            if (known == null) {
                return bad(line, "partners.import.unknownId", number);
            }
        } else {
            List<Known> named = byName.getOrDefault(key(line.get("name"), line.get("town")), List.of());
            if (named.size() > 1) {
                return bad(line, "partners.import.twice", line.get("name"));
            }
            known = named.isEmpty() ? null : named.get(0);
        }
        if (!seen.add(known == null ? key(line.get("name"), line.get("town")) : "id " + known.id())) {
            return bad(line, "partners.import.again", line.get("name"));
        }
        OrganisationKind kind = kind(line.get("kind"));
        if (kind == null) {
            return bad(line, "partners.import.kind", line.get("kind"));
        }
        Set<World> worlds = new LinkedHashSet<>();
        for (String word : line.get("worlds").split("[|,;\\s]+")) {
            World world = world(word);
            if (world == null && !word.isEmpty()) {
                return bad(line, "partners.import.world", word);
            }
            if (world != null) {
                worlds.add(world);
            }
        }
        Organisations.Form form = form(line, known, kind);
        Problems problems = organisations.check(form);
        if (problems.any()) {
            Problems.Problem first = problems.all().get(0);
            return bad(line, first.key(), form.name(), first.arguments().toArray());
        }
        Profile profile = profile(line, known, worlds);
        if (profile.aboutNl().length() > LONGEST_ABOUT || profile.aboutEn().length() > LONGEST_ABOUT) {
            return bad(line, "partners.import.about", form.name());
        }
        if (known == null) {
            return new Match(line.line(), Does.ADD, null, form, profile, "", "");
        }
        boolean same = known.partner() && tidy(form).equals(tidy(known.form())) && profile.equals(known.profile());
        return new Match(line.line(), same ? Does.NOTHING : Does.CHANGE, known.id(), form, profile, "", "");
    }

    private Match bad(Line line, String reason, String what, Object... arguments) {
        return new Match(
                line.line(),
                Does.BAD,
                null,
                new Organisations.Form(null, "", "", "", "", "", "", "", ""),
                new Profile(Set.of(), "", "", true),
                texts.text(Texts.DUTCH, reason, arguments),
                what);
    }

    /** What is not a column of the file stays as it is. */
    private static Organisations.Form form(Line line, @Nullable Known known, OrganisationKind kind) {
        Organisations.Form was =
                known == null ? new Organisations.Form(null, "", "", "", "", "", "", "", "") : known.form();
        return new Organisations.Form(
                kind,
                line.get("name"),
                line.has("street") ? line.get("street") : was.street(),
                line.has("house_number") ? line.get("house_number") : was.houseNumber(),
                line.has("postcode") ? line.get("postcode") : was.postcode(),
                line.has("town") ? line.get("town") : was.town(),
                line.has("email") ? line.get("email") : was.email(),
                line.has("phone") ? line.get("phone") : was.phone(),
                line.has("website") ? line.get("website") : was.website());
    }

    private static Profile profile(Line line, @Nullable Known known, Set<World> worlds) {
        Profile was = known == null ? new Profile(Set.of(), "", "", true) : known.profile();
        return new Profile(
                line.has("worlds") ? worlds : was.worlds(),
                line.has("about_nl") ? line.get("about_nl") : was.aboutNl(),
                line.has("about_en") ? line.get("about_en") : was.aboutEn(),
                line.has("shown")
                        ? !List.of("nee", "no", "false", "0", "n")
                                .contains(line.get("shown").toLowerCase(Locale.ROOT))
                        : was.shown());
    }

    /** As it is stored: a postcode with its space, without spaces around. */
    private static Organisations.Form tidy(Organisations.Form f) {
        return new Organisations.Form(
                f.kind(),
                f.name().strip(),
                f.street().strip(),
                f.houseNumber().strip(),
                f.postcode().replace(" ", "").toUpperCase(Locale.ROOT),
                f.town().strip(),
                f.email().strip(),
                f.phone().strip(),
                f.website().strip());
    }

    /** By its code, or by what it is called in Dutch or English. */
    private @Nullable OrganisationKind kind(String word) {
        return OrganisationKind.others().stream()
                .filter(kind -> kind.name().equalsIgnoreCase(word)
                        || Texts.LANGUAGES.stream()
                                .anyMatch(
                                        language -> texts.label(language, kind).equalsIgnoreCase(word)))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable World world(String word) {
        return Arrays.stream(World.values())
                .filter(world ->
                        world.name().equalsIgnoreCase(word) || world.code().equalsIgnoreCase(word))
                .findFirst()
                .orElse(null);
    }

    private static String key(String name, String town) {
        return name.strip().toLowerCase(Locale.ROOT) + "\n" + town.strip().toLowerCase(Locale.ROOT);
    }

    /** Partners with everything that is in a file. */
    List<Known> all(Partners.Filter filter, Partners.Order order) {
        return read(filter, order, true);
    }

    private List<Known> read(Partners.Filter filter, Partners.Order order, boolean partnersOnly) {
        PartnerOrder in = PartnerOrder.of(order);
        LocalDate today = Dates.dayOf(clock.instant());
        return jdbc.sql("""
                %s select o.* from (
                  select o.*, p.organisation_id is not null as partner, coalesce(p.worlds, '{}') as worlds,
                         coalesce(p.about_nl, '') as about_nl, coalesce(p.about_en, '') as about_en, coalesce(p.shown, true) as shown,
                         %s as connected
                    from organisation o left join partner p on p.organisation_id = o.id
                   where o.kind <> 'SCHOOL' and o.ended_on is null) o%s
                 where (o.partner or not :partners)
                   and (:kind::text is null or o.kind = :kind)
                   and %s
                   and (:town = '' or o.town = :town)
                   and (:world::text is null or :world = any (o.worlds))
                   and (:connected::boolean is null or :connected = o.connected)
                 order by %s
                """.formatted(
                                in.ranked().isEmpty() ? "" : "with " + in.ranked(),
                                StoredPartners.CONNECTED,
                                in.join(),
                                StoredPartners.NAMED,
                                in.columns()))
                .param("partners", partnersOnly)
                .param("kind", filter.kind() == null ? null : filter.kind().name())
                .param("words", StoredPartners.like(filter.words()))
                .param("town", filter.town())
                .param("world", filter.world() == null ? null : filter.world().name())
                .param("connected", filter.connected())
                .param("today", today)
                .param("year", today.getYear())
                .query((row, n) -> new Known(
                        row.getLong("id"),
                        new Organisations.Form(
                                OrganisationKind.valueOf(row.getString("kind")),
                                row.getString("name"),
                                StoredPartners.text(row, "street"),
                                StoredPartners.text(row, "house_number"),
                                StoredPartners.text(row, "postcode"),
                                StoredPartners.text(row, "town"),
                                StoredPartners.text(row, "email"),
                                StoredPartners.text(row, "phone"),
                                StoredPartners.text(row, "website")),
                        new Profile(
                                StoredPartners.worlds(row.getArray("worlds")),
                                row.getString("about_nl"),
                                row.getString("about_en"),
                                row.getBoolean("shown")),
                        row.getBoolean("connected"),
                        row.getBoolean("partner")))
                .list();
    }
}
