package nl.tec.organisations;

import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.organisations.internal.SchoolQueries;
import nl.tec.shared.Sector;
import org.springframework.stereotype.Service;

/** Finds schools (rules 1). Schools that have ended are found by id only. */
@Service
public class Schools {

    private final SchoolQueries queries;

    Schools(SchoolQueries queries) {
        this.queries = queries;
    }

    public Optional<SchoolSite> find(long siteId) {
        return queries.find(siteId);
    }

    /** @throws NoSuchElementException if there is none */
    public SchoolSite get(long siteId) {
        return find(siteId).orElseThrow(() -> new NoSuchElementException("school " + siteId));
    }

    /** @param brin6 BRIN and location, in any case: {@code 10LK00} */
    public Optional<SchoolSite> findByBrin(String brin6) {
        return queries.findByBrin(brin6);
    }

    /** Returns the schools that this actor works at, ordered by name. */
    public List<SchoolSite> of(Actor actor) {
        return list(actor.schools());
    }

    /** Returns the schools with these ids, as far as they exist, ordered by name, in one query. */
    public List<SchoolSite> list(Collection<Long> siteIds) {
        return queries.list(siteIds);
    }

    /**
     * Returns the schools of these municipalities that have pupils, as far as is known, ordered by name.
     *
     * @param municipalities CBS codes
     * @param sectors empty: all
     */
    public List<SchoolSite> inMunicipalities(Collection<String> municipalities, Sector... sectors) {
        return queries.inMunicipalities(municipalities, sectors);
    }

    /** Searches schools by part of their name, town or BRIN, tolerating typing errors; the best match first. */
    public List<SchoolSite> search(String words, int limit) {
        return queries.search(words, limit);
    }
}
