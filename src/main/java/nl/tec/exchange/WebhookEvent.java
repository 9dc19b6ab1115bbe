package nl.tec.exchange;

import java.util.Arrays;
import java.util.List;
import nl.tec.accounts.Role;

/** An event that a program of an organisation can be told about. */
public enum WebhookEvent {
    BOOKING_CONFIRMED("boeking.bevestigd", ApiScope.BOOKINGS_READ),
    /** Moved to another date, more or fewer participants, or a place was offered. */
    BOOKING_CHANGED("boeking.gewijzigd", ApiScope.BOOKINGS_READ),
    /** By whoever, or it came to nothing. */
    BOOKING_CANCELLED("boeking.geannuleerd", ApiScope.BOOKINGS_READ),
    ACTIVITY_PUBLISHED("activiteit.gepubliceerd", ApiScope.ACTIVITIES_READ),
    ACTIVITY_REFUSED("activiteit.geweigerd", ApiScope.ACTIVITIES_READ);

    private final String code;
    private final ApiScope scope;

    WebhookEvent(String code, ApiScope scope) {
        this.code = code;
        this.scope = scope;
    }

    /** As messages name it. */
    public String code() {
        return code;
    }

    /** Returns the role that whoever registers the webhook must have, for the organisation. */
    public Role role() {
        return scope.role();
    }

    /** Those that somebody with this role can choose. */
    public static List<WebhookEvent> of(Role role) {
        return Arrays.stream(values()).filter(event -> event.role() == role).toList();
    }
}
