package nl.tec.programme;

import nl.tec.shared.Bilingual;
import nl.tec.shared.Sector;

/**
 * A curriculum goal (kerndoel), from the set of 2006 or the new one; activities are tagged with both.
 *
 * @param code such as {@code 2006-45}, {@code 2006-VO-33} or {@code PO 30A}
 * @param framework id of the set
 * @param sector of the pupils it is for
 */
public record CurriculumGoal(String code, String framework, Sector sector, Bilingual frameworkTitle, Bilingual text) {

    private static final String NEW_SET = "kerndoelen-nieuw";

    /** Whether it is of the set of 2006. */
    public boolean of2006() {
        return code.startsWith("2006-");
    }

    /** Whether it is of the set that replaces the one of 2006; schools work with both until 2031. */
    public boolean ofNewSet() {
        return framework.equals(NEW_SET);
    }

    /** Returns the number that teachers use, such as {@code 45}, {@code 33} or {@code 30A}. */
    public String number() {
        return code.replaceFirst("^(2006-VO-|2006-|PO |VO )", "");
    }
}
