package nl.tec.organisations.internal;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells {@code accounts}, which stands below this module, what the organisations are called that roles are held for. */
@Component
class OrganisationNamesForRoles implements OrganisationNames {

    private final JdbcClient jdbc;

    OrganisationNamesForRoles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Choice> search(Role role, String words, int limit) {
        boolean school = role == Role.TEACHER || role == Role.SCHOOL_COORDINATOR;
        return jdbc.sql("""
                select id, name, coalesce(town, '') as town from organisation
                where (kind = 'SCHOOL') = :school and ended_on is null
                  and (strpos(lower(name), :words) > 0 or :words <% lower(name))
                order by strpos(lower(name), :words) = 0, word_similarity(:words, lower(name)) desc, name, id
                limit :limit
                """)
                .param("school", school)
                .param("words", words.strip().toLowerCase(Locale.ROOT))
                .param("limit", limit)
                .query((row, n) -> new Choice(row.getLong("id"), row.getString("name"), row.getString("town")))
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
