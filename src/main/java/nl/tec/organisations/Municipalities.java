package nl.tec.organisations;

import java.util.List;
import java.util.Optional;
import nl.tec.shared.HolidayRegion;
import org.jspecify.annotations.Nullable;

/** The municipalities: those of the country, and those an import brought that are newer. */
public interface Municipalities {

    /**
     * @param code of CBS, four digits: {@code 0150}
     * @param region null when no register said it
     */
    record Municipality(String code, String name, @Nullable HolidayRegion region) {}

    /** Those the hub has to do with, by name: from the imports, and its own. */
    List<Municipality> list();

    /** All of the country, by name, as the program knows them without any import. */
    List<Municipality> ofTheCountry();

    /** Of those of the hub, else of the country. */
    Optional<Municipality> find(String code);

    /** Capitals make no difference. */
    Optional<Municipality> findByName(String name);

    /** Adds it; one that is there stays as it is. */
    void add(Municipality municipality);
}
