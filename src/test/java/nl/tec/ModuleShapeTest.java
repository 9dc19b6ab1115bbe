package nl.tec;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import jakarta.servlet.ServletRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.ui.ModelMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/** The shape of a module (ARCHITECTURE.md). */
class ModuleShapeTest {

    /** Packages whose public classes may use SQL: nothing above them could read it through an API. */
    private static final String[] NO_API = {"nl.tec.hub", "nl.tec.demo", "nl.tec.launch", "nl.tec.web"};

    /** One statement each, which is what they are. */
    private static final String ONE_STATEMENT = "(Audit|SecretLinks|ForgivingSearch)";

    private static final String[] WITH_INTERNAL = {
        "nl.tec.reach..", "nl.tec.partners..", "nl.tec.results..", "nl.tec.steering.."
    };

    /** Modules in which some classes still know each other both ways. */
    private static final Set<String> WITH_CIRCLES = Set.of("bookings", "planning", "venues");

    @Test
    void thePublicApiHasNoSql() {
        noClasses()
                .that()
                .resideInAPackage("nl.tec.*")
                .and()
                .resideOutsideOfPackages(NO_API)
                .and()
                .haveNameNotMatching("nl\\.tec\\.\\w+\\." + ONE_STATEMENT + ".*")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(JdbcClient.class)
                .check(ProgramClasses.ALL);
    }

    @Test
    void whatReadsIsCalledQueriesAndWhatWritesStore() {
        noClasses()
                .that()
                .resideInAnyPackage(WITH_INTERNAL)
                .should()
                .haveSimpleNameStartingWith("Jdbc")
                .orShould()
                .haveSimpleNameStartingWith("Stored")
                .orShould()
                .haveSimpleNameEndingWith("Reader")
                .orShould()
                .haveSimpleNameEndingWith("Service")
                .check(ProgramClasses.ALL.that(
                        DescribedPredicate.describe("types of files", JavaClass::isTopLevelClass)));
    }

    /** A page is a method of {@code Pages}; a form comes as {@code FormData} and is answered by {@code Reply} (CONTRIBUTING.md). */
    @Test
    void aControllerHasOneWayInAndOneWayOut() {
        noClasses()
                .that()
                .areAnnotatedWith(Controller.class)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Model.class, ModelMap.class, ModelAndView.class, MultiValueMap.class)
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "read parameters by hand",
                        call -> call.getTargetOwner().isAssignableTo(ServletRequest.class)
                                && call.getName().startsWith("getParameter")))
                .check(ProgramClasses.ALL);
        List<String> others = ProgramClasses.ALL.stream()
                .filter(type -> type.isAnnotatedWith(Controller.class))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isMetaAnnotatedWith(RequestMapping.class))
                .filter(method -> namesATemplate(method) || takesAllParameters(method))
                .map(JavaMethod::getFullName)
                .toList();
        assertThat(others).isEmpty();
    }

    private static boolean namesATemplate(JavaMethod method) {
        return method.getRawReturnType().isEquivalentTo(String.class) && !method.isAnnotatedWith(ResponseBody.class);
    }

    private static boolean takesAllParameters(JavaMethod method) {
        return method.getParameters().stream()
                .anyMatch(parameter -> parameter.isAnnotatedWith(RequestParam.class)
                        && parameter.getRawType().isAssignableTo(Map.class));
    }

    /** Nested records, enums and interfaces are nodes of their own. */
    @Test
    void noClassesKnowEachOtherBothWays() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass type : ProgramClasses.ALL) {
            if (WITH_CIRCLES.stream().anyMatch(module -> type.getPackageName().startsWith("nl.tec." + module))) {
                continue;
            }
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(used -> used.getPackageName().startsWith("nl.tec.")
                            && !file(used).equals(file(type)))
                    .forEach(used -> uses.computeIfAbsent(node(type), n -> new TreeSet<>())
                            .add(node(used)));
        }
        assertThat(circles(uses)).isEmpty();
    }

    private static String file(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private static String node(JavaClass type) {
        boolean data = type.isMemberClass() && (type.isRecord() || type.isEnum() || type.isInterface());
        return data ? type.getName() : file(type);
    }

    /** Tarjan's strongly connected components, of more than one class. */
    private static List<List<String>> circles(Map<String, Set<String>> uses) {
        List<List<String>> circles = new ArrayList<>();
        Map<String, Integer> index = new HashMap<>();
        Deque<String> open = new ArrayDeque<>();
        for (String type : uses.keySet()) {
            if (!index.containsKey(type)) {
                visit(type, uses, index, open, circles);
            }
        }
        return circles;
    }

    private static int visit(
            String type,
            Map<String, Set<String>> uses,
            Map<String, Integer> index,
            Deque<String> open,
            List<List<String>> circles) {
        int own = index.size();
        index.put(type, own);
        int lowest = own;
        open.push(type);
        for (String used : uses.getOrDefault(type, Set.of())) {
            Integer known = index.get(used);
            if (known == null) {
                lowest = Math.min(lowest, visit(used, uses, index, open, circles));
            } else if (open.contains(used)) {
                lowest = Math.min(lowest, known);
            }
        }
        if (lowest == own) {
            List<String> circle = new ArrayList<>();
            String member;
            do {
                member = open.pop();
                circle.add(member);
            } while (!member.equals(type));
            if (circle.size() > 1) {
                circles.add(circle);
            }
        }
        return lowest;
    }
}
