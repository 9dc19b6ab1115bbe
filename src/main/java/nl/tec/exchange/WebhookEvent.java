package nl.tec.exchange;

import java.util.Arrays;
import java.util.List;
import nl.tec.accounts.Role;

/** An event that a program of an organisation can be notified of. */
public enum WebhookEvent {
    BOOKING_CONFIRMED("boeking.bevestigd", ApiScope.BOOKINGS_READ),
    /** Moved to another date, more or fewer participants, or a place was offered. */
    BOOKING_CHANGED("boeking.gewijzigd", ApiScope.BOOKINGS_READ),
    /** Cancelled by anybody, expired, or still on the waiting list when the session began. */
    BOOKING_CANCELLED("boeking.geannuleerd", ApiScope.BOOKINGS_READ),
    ACTIVITY_PUBLISHED("activiteit.gepubliceerd", ApiScope.ACTIVITIES_READ),
    ACTIVITY_REFUSED("activiteit.geweigerd", ApiScope.ACTIVITIES_READ);

    private final String code;
    private final ApiScope scope;

    WebhookEvent(String code, ApiScope scope) {
        this.code = code;
        this.scope = scope;
    }

    /** The name in messages. */
    public String code() {
        return code;
    }

    /** Returns the role that is required for registering the webhook, for the organisation. */
    public Role role() {
        return scope.role();
    }

    /** Returns the events that somebody with this role can choose. */
    public static List<WebhookEvent> of(Role role) {
        return Arrays.stream(values()).filter(event -> event.role() == role).toList();
    }
}
