using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Architecture.Tests;

/// <summary>The requests of Application with what belongs to each, by closed generic type and not by name.</summary>
internal static class UseCases
{
    private static readonly Type[] _concrete =
    [
        .. Assemblies.TypesOf(Assemblies.Application).Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false }),
    ];

    public static Type[] Requests { get; } = [.. _concrete.Where(type => typeof(IBaseRequest).IsAssignableFrom(type))];

    public static Type[] Queries { get; } = [.. Requests.Where(request => Closes(request, typeof(IQuery<>)))];

    public static Type[] Commands { get; } = [.. Requests.Where(request => Closes(request, typeof(ICommand<>)))];

    public static Type[] Handlers { get; } = [.. _concrete.Where(type => Closes(type, typeof(IRequestHandler<,>)))];

    public static Type[] Validators { get; } = [.. _concrete.Where(type => Closes(type, typeof(IValidator<>)))];

    public static IEnumerable<Type> HandlersOf(Type request) => Handlers.Where(type => Closes(type, typeof(IRequestHandler<,>), request));

    public static IEnumerable<Type> ValidatorsOf(Type request) => Validators.Where(type => Closes(type, typeof(IValidator<>), request));

    public static Type ResponseOf(Type request) =>
        request
            .GetInterfaces()
            .Single(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequest<>))
            .GetGenericArguments()[0];

    /// <summary>The folder and the file of a wire name, <c>HR.list_employees</c> being <c>Hr</c> and <c>ListEmployees</c>.</summary>
    public static (string Module, string Method) PlaceOf(string wireName)
    {
        var parts = wireName.Split('.');
        return (Pascal(parts[0]), Pascal(parts[1]));
    }

    public static SourceFile? FileOf(Type request) =>
        Repository.Source.SingleOrDefault(file => file.Path == $"src/{request.FullName!["Pinnokio.".Length..].Replace('.', '/')}.cs");

    public static string TestPathOf(Type request) =>
        $"tests/Api.Tests/{request.FullName!["Pinnokio.Application.".Length..].Replace('.', '/')}Tests.cs";

    private static bool Closes(Type type, Type definition, Type? argument = null) =>
        type.GetInterfaces()
            .Any(face =>
                face.IsGenericType
                && face.GetGenericTypeDefinition() == definition
                && (argument is null || face.GetGenericArguments()[0] == argument)
            );

    private static string Pascal(string snake) =>
        string.Concat(snake.Split('_').Select(word => word[..1].ToUpperInvariant() + word[1..].ToLowerInvariant()));
}
