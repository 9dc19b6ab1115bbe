package nl.tec.organisations.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Supplies the names of organisations for roles to {@code accounts}, a module below this one. */
@Component
class OrganisationNamesForRoles implements OrganisationNames {

    private static final int MAX_WORDS = 6;

    private final JdbcClient jdbc;
    private final HubSettings hub;

    OrganisationNamesForRoles(JdbcClient jdbc, HubSettings hub) {
        this.jdbc = jdbc;
        this.hub = hub;
    }

    @Override
    public List<Choice> search(Role role, String words, int limit) {
        boolean school = role == Role.TEACHER || role == Role.SCHOOL_COORDINATOR;
        List<String> typed = Arrays.stream(
                        words.strip().toLowerCase(Locale.ROOT).split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .toList();
        if (typed.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                select o.id, o.name, coalesce(nullif(concat_ws(', ', s.brin6, o.town), ''), '') as town
                  from organisation o
                  left join school_site s on s.organisation_id = o.id
                 cross join lateral (select lower(concat_ws(' ', o.name, o.town, s.brin6)) as said) t
                 where (o.kind = 'SCHOOL') = :school and o.ended_on is null
                   and (select bool_and(strpos(t.said, word) > 0 or word <% t.said)
                          from unnest(string_to_array(:words, ' ')) word)
                 order by coalesce(o.municipality_code in (:own), false) desc,
                       (select count(*) filter (where strpos(t.said, word) = 0) from unnest(string_to_array(:words, ' ')) word),
                       word_similarity(:words, t.said) desc, o.name, o.id
                 limit :limit
                """)
                .param("school", school)
                .param("words", String.join(" ", typed))
                .param("own", hub.municipalities().isEmpty() ? List.of("") : hub.municipalities())
                .param("limit", limit)
                .query(Rows.of(Choice.class))
                .list();
    }

    @Override
    public Map<Long, String> names(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select id, name from organisation where id in (:ids)")
                .param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
