package wsat;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/** The compiled firmware as a JVM gets it, for the tests that hold the three laws. */
final class FirmwareClasses {
    private static final Path ROOT = Path.of("target/classes");

    private FirmwareClasses() {
    }

    /** Every class file, without what is there for a debugger only. */
    static List<ClassNode> all() throws IOException {
        List<ClassNode> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                ClassNode read = new ClassNode();
                new ClassReader(Files.readAllBytes(file)).accept(read, ClassReader.SKIP_DEBUG);
                classes.add(read);
            }
        }
        assertTrue(classes.stream().anyMatch(c -> c.name.equals("wsat/Coprocessor")) && classes.size() > 10,
                "these are not the firmware's classes: " + ROOT.toAbsolutePath());
        return classes;
    }

    static boolean isOurs(String internalName) {
        return internalName.startsWith("wsat/");
    }

    static boolean has(int access, int flag) {
        return (access & flag) != 0;
    }

    /** The internal name of the type that declares a member: {@code owner}, or whom it inherits it from. */
    static String declarer(String owner, String name, String descriptor) {
        Class<?> found = declarer(load(owner), name + " " + descriptor);
        return found == null
                ? fail("this JDK has no " + owner + "." + name + descriptor)
                : Type.getInternalName(found);
    }

    static Class<?> load(String internalName) {
        try {
            return Class.forName(internalName.replace('/', '.'), false, FirmwareClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return fail("this JDK has no " + internalName, e);
        }
    }

    private static Class<?> declarer(Class<?> type, String member) {
        if (type == null || members(type).anyMatch(member::equals)) {
            return type;
        }
        Class<?> found = declarer(type.getSuperclass(), member);
        for (Class<?> parent : type.getInterfaces()) {
            found = found == null ? declarer(parent, member) : found;
        }
        return found;
    }

    private static Stream<String> members(Class<?> type) {
        return Stream.of(
                Stream.of("<clinit> ()V"),
                Stream.of(type.getDeclaredFields()).map(f -> f.getName() + " " + Type.getDescriptor(f.getType())),
                Stream.of(type.getDeclaredMethods()).map(m -> m.getName() + " " + Type.getMethodDescriptor(m)),
                Stream.of(type.getDeclaredConstructors()).map(c -> "<init> " + Type.getConstructorDescriptor(c)))
            .flatMap(some -> some);
    }

    /** Fails with one finding a line, if there is any, behind the rule that was broken. */
    static void assertNone(Collection<String> findings, String rule) {
        if (!findings.isEmpty()) {
            fail(rule + "\n  " + String.join("\n  ", findings) + "\n");
        }
    }
}
