package nl.tec.organisations;

import java.util.List;
import java.util.Optional;
import nl.tec.organisations.internal.MunicipalityQueries;
import nl.tec.shared.HolidayRegion;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The municipalities: those of the country, and those an import brought that are newer. */
@Service
public class Municipalities {

    /**
     * @param code of CBS, four digits: {@code 0150}
     * @param region null when no register said it
     */
    public record Municipality(
            String code, String name, @Nullable HolidayRegion region) {}

    private final MunicipalityQueries queries;

    Municipalities(MunicipalityQueries queries) {
        this.queries = queries;
    }

    /** Those the hub has to do with, by name: from the imports, and its own. */
    public List<Municipality> list() {
        return queries.list();
    }

    /** All of the country, by name, as the program knows them without any import. */
    public List<Municipality> ofTheCountry() {
        return queries.ofTheCountry();
    }

    /** Of those of the hub, else of the country. */
    public Optional<Municipality> find(String code) {
        return queries.find(code);
    }

    /** Capitals make no difference. */
    public Optional<Municipality> findByName(String name) {
        return queries.findByName(name);
    }

    /** Adds it; one that is there stays as it is. */
    public void add(Municipality municipality) {
        queries.add(municipality);
    }
}
