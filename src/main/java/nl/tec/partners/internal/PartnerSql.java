package nl.tec.partners.internal;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nl.tec.shared.Like;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/** Conditions on organisation o, and columns of partners. */
final class PartnerSql {

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

    /** An address that a browser may be sent to. */
    private static final Pattern SITE = Pattern.compile("https?://[^\\s\"'<>]{3,190}", Pattern.CASE_INSENSITIVE);

    private PartnerSql() {}

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
