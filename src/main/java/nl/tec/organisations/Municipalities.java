package nl.tec.organisations;

import java.util.List;
import java.util.Optional;
import nl.tec.shared.HolidayRegion;
import org.jspecify.annotations.Nullable;

/** The municipalities that are known: from the imports, and the hub's own. */
public interface Municipalities {

    /**
     * @param code of CBS, four digits: {@code 0150}
     * @param region null when no register said it
     */
    record Municipality(String code, String name, @Nullable HolidayRegion region) {}

    /** All, by name. */
    List<Municipality> list();

    Optional<Municipality> find(String code);

    /** Capitals make no difference. */
    Optional<Municipality> findByName(String name);

    /** Adds it; one that is there stays as it is. */
    void add(Municipality municipality);
}
