package nl.tec.bookings;

import org.jspecify.annotations.Nullable;

/**
 * The person at a school whom the programme manager books for; receives the mails, as do the school and its coordinators.
 *
 * @param accountId of a teacher or coordinator of the school; null: somebody without an account
 * @param name of somebody without an account
 * @param email of somebody without an account
 */
public record Contact(@Nullable Long accountId, String name, String email) {

    public static final int MAX_NAME = 100;

    public static Contact withoutAccount(String name, String email) {
        return new Contact(null, name.strip(), email.strip());
    }

    public static Contact of(long accountId) {
        return new Contact(accountId, "", "");
    }
}
