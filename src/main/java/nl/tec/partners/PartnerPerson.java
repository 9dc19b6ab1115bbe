package nl.tec.partners;

/**
 * A contact person of a partner: personal data (rules 8). Name, mail and telephone are empty if unknown.
 *
 * @param function the position within the partner: director, planner
 */
public record PartnerPerson(long id, String function, Role role, String name, String email, String phone) {

    /** The role of the person for the hub. */
    public enum Role {
        /** Receives the mail of the hub about contributions. */
        CONTACT,
        SIGNATORY,
        STEERING,
        WORKING_GROUP,
        GUEST_TEACHER,
        OTHER
    }

    /** The submitted form. */
    public record Form(String function, String role, String name, String email, String phone) {}
}
