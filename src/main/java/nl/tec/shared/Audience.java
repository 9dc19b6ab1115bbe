package nl.tec.shared;

import java.util.Arrays;
import java.util.List;

/** The audiences of activities and attendances (requirement A2). */
public enum Audience {
    /** Pupils of primary education. */
    PO(Group.CLASS),
    /** Pupils of secondary education. */
    VO(Group.CLASS),
    /** Students of vocational education. */
    MBO(Group.CLASS),
    /** A child or young person outside school. */
    CHILD(Group.FAMILY),
    PARENT(Group.FAMILY),
    TEACHER(Group.TEACHER),
    /** An adult re-training for technology (zij-instromer). */
    CAREER_SWITCHER(Group.ADULT),
    /** An adult from no work to work. */
    REINTEGRATION(Group.ADULT),
    /** Somebody who works elsewhere and moves into technology. */
    WORKER(Group.ADULT),
    /** An employer or self-employed person. */
    EMPLOYER(Group.ADULT);

    /** The groups of audiences in searches, by the way they come. */
    public enum Group {
        CLASS,
        /** Children and parents, outside school. */
        FAMILY,
        /** For their profession. */
        TEACHER,
        /** For work. */
        ADULT
    }

    private final Group group;

    Audience(Group group) {
        this.group = group;
    }

    public Group group() {
        return group;
    }

    /** Whether they come as a class; others sign up individually, or walk in. */
    public boolean isClass() {
        return group == Group.CLASS;
    }

    /** Whether they are pupils or children, whose age or group is asked. */
    public boolean isYoung() {
        return isClass() || this == CHILD;
    }

    /** Returns the audiences of a group, in declaration order. */
    public static List<Audience> of(Group group) {
        return Arrays.stream(values())
                .filter(audience -> audience.group == group)
                .toList();
    }
}
