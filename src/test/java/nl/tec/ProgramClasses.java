package nl.tec;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.springframework.modulith.core.ApplicationModules;

/**
 * The classes of the program, without those of the tests and those that Spring generates for a package; read once for all tests about the
 * structure, because it takes seconds.
 */
public final class ProgramClasses {

    public static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(file -> !file.contains("__") && !file.contains("$$"))
            .importPackages("nl.tec");

    private ProgramClasses() {}

    public static ApplicationModules modules() {
        return Modules.ALL;
    }

    private static final class Modules {
        private static final ApplicationModules ALL = ApplicationModules.of(TecApplication.class);
    }
}
