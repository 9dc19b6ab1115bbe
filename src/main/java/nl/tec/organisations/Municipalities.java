package nl.tec.organisations;

import java.util.List;
import java.util.Optional;
import nl.tec.organisations.internal.MunicipalityQueries;
import nl.tec.shared.HolidayRegion;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Finds municipalities: those of the built-in list, and newer ones from imports. */
@Service
public class Municipalities {

    /**
     * A municipality.
     *
     * @param code the CBS code, four digits: {@code 0150}
     * @param region null if no register has told it
     */
    public record Municipality(
            String code, String name, @Nullable HolidayRegion region) {}

    private final MunicipalityQueries queries;

    Municipalities(MunicipalityQueries queries) {
        this.queries = queries;
    }

    /** Returns the municipalities that are stored, from imports or of the hub itself, ordered by name. */
    public List<Municipality> list() {
        return queries.list();
    }

    /** Returns the built-in list of all municipalities of the country, ordered by name. */
    public List<Municipality> nationwide() {
        return queries.nationwide();
    }

    /** Finds a municipality among the stored ones, or else in the built-in list. */
    public Optional<Municipality> find(String code) {
        return queries.find(code);
    }

    /** Finds a municipality by name, ignoring case. */
    public Optional<Municipality> findByName(String name) {
        return queries.findByName(name);
    }

    /** Adds a municipality; a no-op if it exists. */
    public void add(Municipality municipality) {
        queries.add(municipality);
    }
}
