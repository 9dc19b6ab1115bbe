package nl.tec.partners.internal;

import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.organisations.OrganisationKind;
import nl.tec.organisations.Organisations;
import nl.tec.partners.PartnerImports.Change;
import nl.tec.partners.PartnerImports.Column;
import nl.tec.partners.Partners;
import nl.tec.partners.Partners.Profile;
import nl.tec.partners.internal.PartnerTable.Line;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.MailAddress;
import nl.tec.shared.Postcode;
import nl.tec.shared.Problems;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Matches the rows of a file to organisations: by number, else by name and town, or by name alone if the row has no town and the name is
 * unique. Uses a single query for the whole file.
 */
@Component
public class PartnerMatching {

    /** The maximum number of characters of an invalid value that is shown. */
    private static final int MAX_WHAT = 80;

    private static final ExistingPartner NOBODY = new ExistingPartner(
            0,
            new Organisations.Form(null, "", "", "", "", "", "", "", ""),
            new Profile(Set.of(), "", "", true),
            false,
            false);

    /** The effect of a row. */
    public enum Does {
        ADD,
        CHANGE,
        NOTHING,
        BAD
    }

    /**
     * A row with its organisation and effect.
     *
     * @param known null: new
     * @param similar an existing organisation with a similar name to a new one; empty if there is none
     * @param reason of a bad row, in Dutch
     * @param what the offending value
     */
    public record Match(
            int line,
            Does does,
            @Nullable ExistingPartner known,
            Organisations.Form form,
            Profile profile,
            String similar,
            String reason,
            String what) {}

    /** @param partner false: an organisation that is not a partner yet */
    public record ExistingPartner(
            long id, Organisations.Form form, Profile profile, boolean connected, boolean partner) {}

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

    /** @param clearEmpty whether an empty cell erases the stored value instead of keeping it */
    public List<Match> match(List<Line> lines, boolean clearEmpty) {
        Index index = new Index();
        read(Partners.Filter.ALL, Partners.Order.NAME, false).forEach(index::add);
        Set<String> seen = new HashSet<>();
        List<Match> matches = new ArrayList<>();
        for (Line line : lines) {
            matches.add(match(line, index, seen, clearEmpty));
        }
        return matches;
    }

    /** An index of the known organisations by number, name and place. */
    private static final class Index {
        private final Map<Long, ExistingPartner> byId = new HashMap<>();
        private final Map<String, List<ExistingPartner>> byName = new HashMap<>();
        private final Map<String, List<ExistingPartner>> byPlace = new HashMap<>();
        private final Map<String, ExistingPartner> similar = new HashMap<>();

        void add(ExistingPartner known) {
            String name = lower(known.form().name());
            byId.put(known.id(), known);
            byName.computeIfAbsent(name, k -> new ArrayList<>()).add(known);
            byPlace.computeIfAbsent(key(name, known.form().town()), k -> new ArrayList<>())
                    .add(known);
            similar.putIfAbsent(bare(name), known);
        }

        /** Finds organisations by name and town, or by name alone if the town is empty. */
        List<ExistingPartner> named(String name, String town) {
            return town.isEmpty()
                    ? byName.getOrDefault(lower(name), List.of())
                    : byPlace.getOrDefault(key(name, town), List.of());
        }

        String similar(String name) {
            ExistingPartner known = similar.get(bare(name));
            return known == null
                    ? ""
                    : known.form().town().isEmpty()
                            ? known.form().name() + " (" + known.id() + ")"
                            : known.form().name() + ", " + known.form().town() + " (" + known.id() + ")";
        }

        private static String lower(String text) {
            return text.strip().toLowerCase(Locale.ROOT);
        }

        private static String key(String name, String town) {
            return lower(name) + "\n" + lower(town);
        }

        /** Reduces a name to letters and digits, without its legal form. */
        private static String bare(String name) {
            return Normalizer.normalize(name, Normalizer.Form.NFD)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("\\b(b\\.?v\\.?|n\\.?v\\.?|stichting|v\\.?o\\.?f\\.?)(?=\\W|$)", "")
                    .replaceAll("[^\\p{L}\\p{N}]", "");
        }
    }

    private Match match(Line line, Index index, Set<String> seen, boolean clearEmpty) {
        String number = line.get(Column.ID);
        String name = line.get(Column.NAME);
        ExistingPartner known = null;
        if (!number.isEmpty()) {
            Optional<Long> id = FormData.parseId(number);
            known = id.isEmpty() ? null : index.byId.get(id.get());
            if (known == null) {
                return bad(line, "partners.import.unknownId", number);
            }
        } else {
            List<ExistingPartner> named = index.named(name, line.get(Column.TOWN));
            if (named.size() > 1) {
                return bad(line, "partners.import.twice", name);
            }
            known = named.isEmpty() ? null : named.get(0);
        }
        if (!seen.add(known == null ? Index.key(name, line.get(Column.TOWN)) : "id " + known.id())) {
            return bad(line, "partners.import.again", name);
        }
        String word = line.get(Column.KIND);
        OrganisationKind kind = word.isEmpty() && known != null ? known.form().kind() : kind(word);
        if (kind == null) {
            return bad(line, "partners.import.kind", word);
        }
        Set<World> worlds = new LinkedHashSet<>();
        for (String part : parts(line.get(Column.WORLDS))) {
            World world = world(part);
            if (world == null) {
                return bad(line, "partners.import.world", part);
            }
            worlds.add(world);
        }
        ExistingPartner was = known == null ? NOBODY : known;
        Organisations.Form form = form(line, was.form(), kind, clearEmpty);
        Problems problems = organisations.check(form);
        if (problems.any()) {
            Problems.Problem first = problems.all().get(0);
            String what = first.field().equals("website") ? form.website() : form.name();
            return bad(line, first.key(), what, first.arguments().toArray());
        }
        Profile profile = profile(line, was.profile(), worlds, clearEmpty);
        if (profile.aboutNl().length() > Partners.MAX_ABOUT_LENGTH
                || profile.aboutEn().length() > Partners.MAX_ABOUT_LENGTH) {
            return bad(line, "partners.import.about", form.name());
        }
        if (known == null) {
            return new Match(line.line(), Does.ADD, null, form, profile, index.similar(name), "", "");
        }
        boolean same = known.partner() && tidy(form).equals(tidy(known.form())) && profile.equals(known.profile());
        return new Match(line.line(), same ? Does.NOTHING : Does.CHANGE, known, form, profile, "", "", "");
    }

    private Match bad(Line line, String reason, String what, Object... arguments) {
        return new Match(
                line.line(),
                Does.BAD,
                null,
                NOBODY.form(),
                NOBODY.profile(),
                "",
                texts.text(Texts.DUTCH, reason, arguments),
                what.length() > MAX_WHAT ? what.substring(0, MAX_WHAT) + "..." : what);
    }

    /** Returns the value of a cell, or the stored value if it is absent or empty. */
    private static String value(Line line, Column column, String was, boolean clearEmpty) {
        String cell = line.get(column);
        return line.has(column) && (clearEmpty || !cell.isEmpty()) ? cell : was;
    }

    private static Organisations.Form form(
            Line line, Organisations.Form was, OrganisationKind kind, boolean clearEmpty) {
        return new Organisations.Form(
                kind,
                value(line, Column.NAME, was.name(), false),
                value(line, Column.STREET, was.street(), clearEmpty),
                value(line, Column.HOUSE_NUMBER, was.houseNumber(), clearEmpty),
                value(line, Column.POSTCODE, was.postcode(), clearEmpty),
                value(line, Column.TOWN, was.town(), clearEmpty),
                value(line, Column.EMAIL, was.email(), clearEmpty),
                value(line, Column.PHONE, was.phone(), clearEmpty),
                value(line, Column.WEBSITE, was.website(), clearEmpty));
    }

    private static Profile profile(Line line, Profile was, Set<World> worlds, boolean clearEmpty) {
        String shown = line.get(Column.SHOWN).toLowerCase(Locale.ROOT);
        return new Profile(
                line.has(Column.WORLDS) && (clearEmpty || !worlds.isEmpty()) ? worlds : was.worlds(),
                value(line, Column.ABOUT_NL, was.aboutNl(), clearEmpty),
                value(line, Column.ABOUT_EN, was.aboutEn(), clearEmpty),
                shown.isEmpty()
                        ? was.shown()
                        : !List.of("nee", "no", "false", "0", "n").contains(shown));
    }

    /** Returns the values of a row that differ from the stored ones, formatted for people. */
    public List<Change> changes(Match match) {
        ExistingPartner known = match.known();
        if (known == null) {
            return List.of();
        }
        Map<Column, String> was = values(tidy(known.form()), known.profile());
        Map<Column, String> becomes = values(tidy(match.form()), match.profile());
        return becomes.entrySet().stream()
                .map(value -> new Change(
                        known.form().name(), value.getKey(), was.getOrDefault(value.getKey(), ""), value.getValue()))
                .filter(change -> !change.from().equals(change.to()))
                .toList();
    }

    /** Returns the values of a partner in a file, without its number. */
    public Map<Column, String> values(Organisations.Form form, Profile profile) {
        Map<Column, String> values = new EnumMap<>(Column.class);
        values.put(Column.NAME, form.name());
        values.put(Column.KIND, form.kind() == null ? "" : texts.label(Texts.DUTCH, form.kind()));
        values.put(Column.STREET, form.street());
        values.put(Column.HOUSE_NUMBER, form.houseNumber());
        values.put(Column.POSTCODE, form.postcode());
        values.put(Column.TOWN, form.town());
        values.put(Column.EMAIL, form.email());
        values.put(Column.PHONE, form.phone());
        values.put(Column.WEBSITE, form.website());
        values.put(
                Column.WORLDS,
                profile.worlds().stream().sorted().map(World::displayName).collect(Collectors.joining(" | ")));
        values.put(Column.ABOUT_NL, profile.aboutNl());
        values.put(Column.ABOUT_EN, profile.aboutEn());
        values.put(Column.SHOWN, profile.shown() ? "ja" : "nee");
        return values;
    }

    /** Normalises a form for comparison. */
    private static Organisations.Form tidy(Organisations.Form f) {
        return new Organisations.Form(
                f.kind(),
                f.name().strip(),
                f.street().strip(),
                f.houseNumber().strip(),
                Postcode.parse(f.postcode()).orElse(f.postcode().strip()),
                f.town().strip(),
                MailAddress.parse(f.email()).orElse(""),
                f.phone().strip(),
                f.website().strip());
    }

    /** Finds a kind by its code, or by its Dutch or English label. */
    private @Nullable OrganisationKind kind(String word) {
        return OrganisationKind.others().stream()
                .filter(kind -> kind.name().equalsIgnoreCase(word)
                        || Texts.LANGUAGES.stream()
                                .anyMatch(
                                        language -> texts.label(language, kind).equalsIgnoreCase(word)))
                .findFirst()
                .orElse(null);
    }

    /** Splits a cell with worlds. Their names contain commas and spaces, unlike their codes. */
    private static List<String> parts(String cell) {
        return Arrays.stream(cell.split("[|;]", -1))
                .map(String::strip)
                .flatMap(part -> world(part) == null ? Arrays.stream(part.split("[,\\s]+", -1)) : Stream.of(part))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static @Nullable World world(String word) {
        return Arrays.stream(World.values())
                .filter(world -> Stream.of(world.name(), world.code(), world.displayName())
                        .anyMatch(word::equalsIgnoreCase))
                .findFirst()
                .orElse(null);
    }

    /** Returns partners with all values of a file. */
    public List<ExistingPartner> all(Partners.Filter filter, Partners.Order order) {
        return read(filter, order, true);
    }

    private List<ExistingPartner> read(Partners.Filter filter, Partners.Order order, boolean partnersOnly) {
        PartnerOrderSql in = PartnerOrderSql.of(order);
        LocalDate today = Dates.today(clock);
        return jdbc.sql("""
                %s select o.* from (
                  select o.id, o.kind, o.name, coalesce(o.street, '') as street, coalesce(o.house_number, '') as house_number,
                         coalesce(o.postcode, '') as postcode, coalesce(o.town, '') as town, coalesce(o.email, '') as email,
                         coalesce(o.phone, '') as phone, coalesce(o.website, '') as website, p.organisation_id is not null as partner, coalesce(p.worlds, '{}') as worlds,
                         coalesce(p.about_nl, '') as about_nl, coalesce(p.about_en, '') as about_en, coalesce(p.shown, true) as shown,
                         %s as connected
                    from organisations_organisation_v o left join partner p on p.organisation_id = o.id
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
                                PartnerSql.CONNECTED,
                                in.join(),
                                PartnerSql.NAMED,
                                in.columns()))
                .param("partners", partnersOnly)
                .param("kind", Rows.nameOrNull(filter.kind()))
                .param("words", PartnerSql.like(filter.words()))
                .param("town", filter.town())
                .param("world", Rows.nameOrNull(filter.world()))
                .param("connected", filter.connected())
                .param("today", today)
                .param("year", today.getYear())
                .query(Rows.of(ExistingPartner.class))
                .list();
    }
}
