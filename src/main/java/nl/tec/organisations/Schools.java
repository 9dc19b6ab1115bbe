package nl.tec.organisations;

import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import nl.tec.shared.Sector;

/** Finding schools (rules 1). Schools that have ended are found by their id only. */
public interface Schools {

    /** @param metres as the crow flies */
    record Near(SchoolSite school, int metres) {}

    Optional<SchoolSite> find(long siteId);

    /** @throws NoSuchElementException when there is none */
    default SchoolSite get(long siteId) {
        return find(siteId).orElseThrow(() -> new NoSuchElementException("school " + siteId));
    }

    /** @param brin6 BRIN and location, in any case: {@code 10LK00} */
    Optional<SchoolSite> findByBrin(String brin6);

    /** Those of these ids that there are, by name; one query. */
    List<SchoolSite> list(Collection<Long> siteIds);

    /**
     * The schools of these municipalities that have pupils, as far as is known, by name.
     *
     * @param municipalities CBS codes
     * @param sectors none: all
     */
    List<SchoolSite> inMunicipalities(Collection<String> municipalities, Sector... sectors);

    /** Schools by a part of their name, town or BRIN; forgives typing errors; the best first. */
    List<SchoolSite> search(String words, int limit);

    /** The schools around a point, the nearest first. */
    List<Near> near(double latitude, double longitude, int metres, int limit);
}
