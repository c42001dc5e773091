namespace Pinnokio.Application.Files.Contracts;

/// <summary>Links that let whoever holds them open one file for a while; every replica knows those of the others.</summary>
public interface IFileLinks
{
    /// <summary>A fresh link: an absolute URL.</summary>
    string Create(Guid fileId);

    /// <summary>Whether the token was made for this file and has not expired.</summary>
    bool IsValid(Guid fileId, string? token);
}
