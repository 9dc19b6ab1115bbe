package nl.tec.partners.internal;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nl.tec.shared.Like;
import nl.tec.shared.WebAddress;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/** SQL conditions on organisation {@code o}, and mappings of columns. */
final class PartnerSql {

    /** Whether the name of organisation {@code o} contains {@code :words}, ignoring accents; or is similar, if no name contains them. */
    static final String NAMED = """
            (:words = '' or unaccent(lower(o.name)) like '%' || unaccent(:words) || '%'
             or not exists (select from organisations_organisation_v e where e.kind <> 'SCHOOL' and e.ended_on is null
                               and unaccent(lower(e.name)) like '%' || unaccent(:words) || '%')
                and word_similarity(unaccent(:words), unaccent(lower(o.name))) >= 0.5)""";

    /**
     * Whether organisation {@code o} is connected on {@code :today}, like the function connected_on but for one organisation. Avoids
     * {@code exists}, for which PostgreSQL computes all connected organisations, even for a page of fifty.
     */
    static final String CONNECTED = """
            ((o.ended_on is null or o.ended_on > :today::date) and coalesce(
              (select true from membership m where m.organisation_id = o.id and m.counted @> :today::date limit 1),
              (select true from contribution c join contribution_delivery d on d.contribution_id = c.id
                where c.organisation_id = o.id and c.state = 'ACCEPTED' and d.state = 'ACCEPTED'
                  and d.day <= :today and d.day > (:today::date - interval '12 months')::date limit 1),
              false))""";

    private static final int MAX_SITE_LENGTH = 200;

    private PartnerSql() {}

    /** Returns a website as a link; empty if it is not a web address. */
    static Optional<String> site(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return Optional.empty();
        }
        String site = typed.strip();
        int scheme = site.indexOf("://");
        String address = scheme < 0
                ? "https://" + site
                : site.substring(0, scheme).toLowerCase(Locale.ROOT) + site.substring(scheme);
        return WebAddress.isWebAddress(address, MAX_SITE_LENGTH) ? Optional.of(address) : Optional.empty();
    }

    /** Escapes words for a like on a lower-case name. */
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
}
