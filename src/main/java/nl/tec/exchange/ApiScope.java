package nl.tec.exchange;

import java.util.Arrays;
import java.util.List;
import nl.tec.accounts.Role;

/** The scopes that a key can have. Reading and writing are given separately. */
public enum ApiScope {
    ACTIVITIES_READ("activiteiten:lezen", Role.PARTNER),
    ACTIVITIES_WRITE("activiteiten:schrijven", Role.PARTNER),
    OFFERS_READ("aanbod:lezen", Role.PARTNER),
    OFFERS_WRITE("aanbod:schrijven", Role.PARTNER),
    BOOKINGS_READ("boekingen:lezen", Role.SCHOOL_COORDINATOR),
    BOOKINGS_WRITE("boekingen:schrijven", Role.SCHOOL_COORDINATOR),
    /** For a neighbouring hub: the visits that it booked here for its schools (decision 0090). */
    NEIGHBOUR_READ("buurhub:lezen", Role.ADMINISTRATOR),
    NEIGHBOUR_WRITE("buurhub:boeken", Role.ADMINISTRATOR);

    private final String code;
    private final Role role;

    ApiScope(String code, Role role) {
        this.code = code;
        this.role = role;
    }

    /** The name in the OpenAPI document and in the answers of the API. */
    public String code() {
        return code;
    }

    /** Returns the role that the maker of the key must have and keep, for the organisation of the key. */
    public Role role() {
        return role;
    }

    /** Returns the scopes that somebody with this role can grant. */
    public static List<ApiScope> of(Role role) {
        return Arrays.stream(values()).filter(scope -> scope.role == role).toList();
    }
}
