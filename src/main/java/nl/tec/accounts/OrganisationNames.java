package nl.tec.accounts;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The organisations roles are held for; {@code organisations}, which stands above this module, knows them. */
public interface OrganisationNames {

    /** @param town where it is, of a school after its BRIN; empty when nobody knows */
    record Choice(long id, String name, String town) {}

    /** Those that fit the role and these words of name, town or BRIN, those of the hub's municipalities first, then the best. Forgives typing errors. */
    List<Choice> search(Role role, String words, int limit);

    /** Names by id; of an id that is not there, nothing. */
    Map<Long, String> names(Collection<Long> ids);

    default String name(long id) {
        return names(List.of(id)).getOrDefault(id, "?");
    }
}
