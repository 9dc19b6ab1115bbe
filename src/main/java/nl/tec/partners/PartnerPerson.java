package nl.tec.partners;

/**
 * Somebody of a partner: personal data (rules 8). Name, mail and telephone are empty when they are not known.
 *
 * @param function what it is there: director, planner
 */
public record PartnerPerson(long id, String function, Role role, String name, String email, String phone) {

    /** The role of the person for the hub. */
    public enum Role {
        /** Gets the mail of the hub about promises. */
        CONTACT,
        SIGNATORY,
        STEERING,
        WORKING_GROUP,
        GUEST_TEACHER,
        OTHER
    }

    /** As it is filled in. */
    public record Form(String function, String role, String name, String email, String phone) {}
}
