package dev.linger.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.linger.architecture.SourceTree.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// What the compiler's parser knows about one source file, with exact positions. Nothing is resolved.
record ParsedJava(List<Type> types, List<Method> methods, List<Integer> linesWithVar) {
    private static final Map<SourceFile, ParsedJava> PARSED = new ConcurrentHashMap<>();
    private static final Pattern VAR = Pattern.compile("(?:final\\s+|@\\S+\\s+)*var\\s.*", Pattern.DOTALL);
    private static final Set<String> TEST_ANNOTATIONS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate");

    /// A class, interface, record or enum; `test` when one of its own methods is run by JUnit.
    record Type(String name, int line, boolean topLevel, boolean isAbstract, boolean test) {}

    record Method(String name, int firstLine, int lastLine) {
        int lineCount() {
            return lastLine - firstLine + 1;
        }
    }

    static ParsedJava of(SourceFile file) {
        return PARSED.computeIfAbsent(file, ParsedJava::parse);
    }

    private static ParsedJava parse(SourceFile file) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task =
                (JavacTask) compiler.getTask(null, null, ignored -> {}, List.of("-proc:none"), null, source(file));
        ParsedJava parsed = new ParsedJava(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try {
            for (CompilationUnitTree unit : task.parse()) {
                parsed.new Scan(unit, Trees.instance(task).getSourcePositions(), file.text()).scan(unit, null);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return parsed;
    }

    private static List<JavaFileObject> source(SourceFile file) {
        return List.of(new SimpleJavaFileObject(URI.create("string:///" + file.path()), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return file.text();
            }
        });
    }

    private final class Scan extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final String text;
        private int depth;

        Scan(CompilationUnitTree unit, SourcePositions positions, String text) {
            this.unit = unit;
            this.positions = positions;
            this.text = text;
        }

        @Override
        public Void visitClass(ClassTree tree, Void unused) {
            boolean test = tree.getMembers().stream().anyMatch(Scan::isTest);
            boolean isAbstract = tree.getKind() == Tree.Kind.INTERFACE
                    || tree.getModifiers().getFlags().contains(Modifier.ABSTRACT);
            types.add(new Type(tree.getSimpleName().toString(), firstLine(tree), depth == 0, isAbstract, test));
            depth++;
            super.visitClass(tree, null);
            depth--;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree tree, Void unused) {
            // A record's compact form and a class's default constructor have no end of their own.
            long end = positions.getEndPosition(unit, tree);
            if (end >= 0) {
                methods.add(new Method(tree.getName().toString(), firstLine(tree), line(end)));
            }
            return super.visitMethod(tree, null);
        }

        @Override
        public Void visitVariable(VariableTree tree, Void unused) {
            long start = positions.getStartPosition(unit, tree);
            long end = positions.getEndPosition(unit, tree);
            if (start >= 0
                    && end > start
                    && VAR.matcher(text.substring((int) start, (int) end)).matches()) {
                linesWithVar.add(line(start));
            }
            return super.visitVariable(tree, null);
        }

        private static boolean isTest(Tree member) {
            return member instanceof MethodTree method
                    && method.getModifiers().getAnnotations().stream().anyMatch(Scan::isTestAnnotation);
        }

        private static boolean isTestAnnotation(AnnotationTree annotation) {
            String name = annotation.getAnnotationType().toString();
            return TEST_ANNOTATIONS.contains(name.substring(name.lastIndexOf('.') + 1));
        }

        private int firstLine(Tree tree) {
            return line(positions.getStartPosition(unit, tree));
        }

        private int line(long position) {
            return (int) unit.getLineMap().getLineNumber(Math.max(0, position));
        }
    }
}
