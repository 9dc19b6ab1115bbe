package nl.tec.accounts;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The names of organisations at which accounts have roles. Implemented by the higher-level module {@code organisations}. */
public interface OrganisationNames {

    /** @param town its town, for a school preceded by its BRIN; empty if unknown */
    record Choice(long id, String name, String town) {}

    /** Finds organisations for a role by words of name, town or BRIN, with fuzzy matching; those in the hub's municipalities first. */
    List<Choice> search(Role role, String words, int limit);

    /** Returns names by id; unknown ids are absent. */
    Map<Long, String> names(Collection<Long> ids);

    default String name(long id) {
        return names(List.of(id)).getOrDefault(id, "?");
    }
}
